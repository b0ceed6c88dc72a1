package io.cohort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The README's table of bad input of networks, row by row. */
final class BadNetworkInput {
    private static final int INPUT = 3;
    private static final int CONFIGURATION = 2;
    private static final String SMALL = "image.size=28";
    private static final String SERIES =
            "@problemName x\n@classLabel true a b\n@data\n" + "1,2:2,3:a\n3,4,5:4,5,6:b\n".repeat(4);
    private static final String TREE = "(3 (2 It) (4 shines))\n";

    private BadNetworkInput() {}

    /** All rows. */
    static List<BadCase> cases() {
        List<BadCase> cases = new ArrayList<>();
        cases.addAll(images());
        cases.addAll(classes());
        cases.addAll(series());
        cases.addAll(tables());
        cases.addAll(idx());
        cases.addAll(architectures());
        cases.addAll(machines());
        return cases;
    }

    /** Files that are no images, each beside sixteen that are. */
    private static List<BadCase> images() {
        SplittableRandom random = new SplittableRandom(2);
        return List.of(
                image("truncated image", "broken.jpg is cut short", () -> {
                    byte[] whole = BrokenFiles.jpeg(0, random);
                    return Arrays.copyOf(whole, whole.length - 100);
                }),
                image(
                        "text named .jpg",
                        "broken.jpg is neither JPEG nor PNG: it begins with 'this is '",
                        () -> "this is no image\n".getBytes(StandardCharsets.US_ASCII)),
                image("empty file", "broken.jpg is empty", () -> new byte[0]),
                image(
                        "image that claims 60,000 × 60,000 pixels",
                        "broken.jpg claims 60000 x 60000 pixels, more than image.max-pixels = 100000000",
                        () -> BrokenFiles.claiming(BrokenFiles.jpeg(0, random), 60_000)),
                new BadCase("image of 1 × 1 pixels", 0, "", folder -> {
                    Path images = BrokenFiles.images(folder.resolve("images"));
                    BrokenFiles.write(images.resolve("class0/pixel.png"), BrokenFiles.pixel());
                    return train(folder, "lenet.conf", images, SMALL, "image.channels=1");
                }));
    }

    /** Makes the contents of a file. */
    private interface Contents {
        byte[] make() throws IOException;
    }

    private static BadCase image(String name, String words, Contents contents) {
        return new BadCase(name, INPUT, words, folder -> {
            Path images = BrokenFiles.images(folder.resolve("images"));
            BrokenFiles.write(images.resolve("class0/broken.jpg"), contents.make());
            return train(folder, "lenet.conf", images, SMALL);
        });
    }

    private static List<BadCase> classes() {
        return List.of(
                new BadCase("one class only", INPUT, "holds one class only, class1", folder -> {
                    Path images = BrokenFiles.images(folder.resolve("images"));
                    return train(folder, "lenet.conf", images.resolve("class1"), SMALL);
                }),
                new BadCase(
                        "an empty class folder",
                        INPUT,
                        "class2 is the folder of a class but holds no JPEG or PNG",
                        folder -> {
                            Path images = BrokenFiles.images(folder.resolve("images"));
                            Files.createDirectory(images.resolve("class2"));
                            return train(folder, "lenet.conf", images, SMALL);
                        }));
    }

    private static List<BadCase> series() {
        String conf = "lstm-sequences.conf";
        return List.of(
                text(
                        "ragged channels",
                        conf,
                        "series.ts",
                        SERIES + "1,2:3:a\n",
                        "channel 2 has 1 values but channel 1 has 2"),
                text("a series without steps", conf, "series.ts", SERIES + ":3:a\n", "channel 1 has no values"),
                text(
                        "NaN in a series",
                        conf,
                        "series.ts",
                        SERIES + "1,NaN:3,4:a\n",
                        "line 12: channel 1, step 2 is NaN"),
                text(
                        "unbalanced tree",
                        "trees.conf",
                        "trees.txt",
                        TREE.repeat(9) + TREE.replace("))", ")"),
                        "1 bracket open"),
                text(
                        "tree with label 9",
                        "trees.conf",
                        "trees.txt",
                        TREE.repeat(9) + TREE.replace("4", "9"),
                        "label 9 is out of range"));
    }

    private static BadCase text(String name, String conf, String file, String contents, String words) {
        return new BadCase(
                name, INPUT, words, folder -> train(folder, conf, Files.writeString(folder.resolve(file), contents)));
    }

    private static List<BadCase> tables() {
        String sound = "a,b,kind\n" + "1,2,x\n3,4,y\n".repeat(10);
        return List.of(
                table("NaN in a table", sound + "1,NaN,x\n", "table.csv line 22: column 2 (b) is NaN"),
                table("missing field in a table", sound + "5,y\n", "table.csv line 22: 2 fields, expected 3"));
    }

    private static BadCase table(String name, String contents, String words) {
        return new BadCase(name, INPUT, words, folder -> {
            Path table = Files.writeString(folder.resolve("table.csv"), contents);
            return train(folder, "lenet.conf", table, "network.architecture=mlp");
        });
    }

    private static List<BadCase> idx() {
        return List.of(
                new BadCase("label that training does not have", INPUT, "has label '7', which is none of", folder -> {
                    Path other = BrokenFiles.idx(folder, "t10k", 10, 10, 7);
                    return train(
                            folder,
                            "lenet.conf",
                            BrokenFiles.idx(folder, "train", 40, 40, 3),
                            "validation.path=" + other);
                }),
                new BadCase(
                        "idx with fewer images than labels",
                        INPUT,
                        "holds 39 images but there are 40 labels",
                        folder -> train(folder, "lenet.conf", BrokenFiles.idx(folder, "train", 39, 40, 3))),
                new BadCase(
                        "idx cut short",
                        INPUT,
                        "claims sizes [40, 28, 28], which need 31376 bytes, but the file has 1000",
                        folder -> train(
                                folder,
                                "lenet.conf",
                                BrokenFiles.cut(BrokenFiles.idx(folder, "train", 40, 40, 3), 1000))));
    }

    private static List<BadCase> architectures() {
        return List.of(
                onImages(
                        "architecture that does not fit the image",
                        INPUT,
                        "layer conv2 looks through a window of 5 x 5",
                        "image.size=12"),
                onImages(
                        "unknown architecture",
                        CONFIGURATION,
                        "did you mean resnet18?",
                        SMALL,
                        "network.architecture=resnet81"),
                onImages(
                        "more replicas than minibatches",
                        INPUT,
                        "training.replicas is 80, but the input has only",
                        SMALL,
                        "training.replicas=80"));
    }

    private static List<BadCase> machines() {
        return List.of(
                onImages(
                        "not enough native memory",
                        CONFIGURATION,
                        "a replica of vgg16 with minibatches of 16 needs about",
                        "image.size=4096",
                        "network.architecture=vgg16",
                        "training.batch-size=16"),
                onImages(
                        "batch of one with batch norm at 1 × 1",
                        INPUT,
                        "gets one number a channel",
                        "image.size=8",
                        "network.architecture=resnet18",
                        "network.parameters.width=4",
                        "training.batch-size=1"),
                onImages(
                        "GPUs for tasks in local mode",
                        CONFIGURATION,
                        "spark.task.resource.gpu.amount is for executors in processes of their own",
                        SMALL,
                        "spark.executor.resource.gpu.amount=1",
                        "spark.task.resource.gpu.amount=1"));
    }

    private static BadCase onImages(String name, int code, String words, String... keys) {
        return new BadCase(
                name,
                code,
                words,
                folder -> train(folder, "lenet.conf", BrokenFiles.images(folder.resolve("images")), keys));
    }

    private static List<String> train(Path folder, String conf, Path input, String... more) {
        return TrainingKeys.of(conf, folder.resolve("run"))
                .with("input.path", input)
                .with("validation.path", "none")
                .with("training.epochs", 1)
                .with("training.batch-size", 4)
                .with(List.of(more))
                .arguments();
    }
}
