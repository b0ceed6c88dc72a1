package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What networks cannot be trained on ends in a message that says what to do, and leaves no model behind. */
@Timeout(240)
class BadNetworkInputIT {
    private static final int CONFIGURATION = 2;
    private static final int INPUT = 3;
    private static final String SERIES = "@problemName x\n@classLabel true a b\n@data\n";

    @TempDir
    Path folder;

    private CommandResult train(String conf, Object input, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/" + conf).toString(), "--json"));
        List<String> keys = new ArrayList<>(List.of(
                "input.path=" + input,
                "validation.path=none",
                "run.directory=" + folder.resolve("run"),
                "training.epochs=1",
                "training.batch-size=4",
                "spark.master=local[2]"));
        keys.addAll(List.of(more));
        keys.forEach(key -> args.addAll(List.of("-D", key)));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private void assertRefused(CommandResult result, int code, String... words) {
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
        assertThat(folder.resolve("run/model")).doesNotExist();
        assertThat(folder.resolve("run/_SUCCESS")).doesNotExist();
    }

    private static JsonNode done(CommandResult result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.json();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void anImageOfOnePixelIsAnImage() {
        Path images = ImageFolders.write(folder.resolve("images"), 8, 1);
        ImageFolders.write(images.resolve("class0/pixel.png"), ImageFolders.plain(1, 1, "png"));

        JsonNode run = done(train("lenet.conf", images, "image.size=28", "image.channels=1"));

        assertThat(run.path("examples").asInt()).isEqualTo(17);
    }

    @Test
    void oneClassOnlyIsRefused() throws IOException {
        Path images = ImageFolders.write(folder.resolve("images"), 8, 1);

        assertRefused(
                train("lenet.conf", images.resolve("class1"), "image.size=28"),
                INPUT,
                "holds one class only, class1, so that there is nothing to tell apart");
        Files.createDirectories(images.resolve("class2"));
        assertRefused(
                train("lenet.conf", images, "image.size=28"),
                INPUT,
                "images/class2 is the folder of a class but holds no JPEG or PNG; fill it, remove it, or");
    }

    @Test
    void labelsThatTrainingDoesNotHaveAreRefused() throws IOException {
        Path images = SmallImages.write(folder, "train", 40, 1);
        Path other = SmallImages.write(folder, "t10k", 10, 2);
        Path labels = folder.resolve("t10k-labels-idx1-ubyte");
        byte[] bytes = Files.readAllBytes(labels);
        bytes[bytes.length - 1] = 7;
        Files.write(labels, bytes);

        assertRefused(
                train("lenet.conf", images, "validation.path=" + other),
                INPUT,
                "image 9 of file:" + other + " has label '7', which is none of the 4 classes [0, 1, 2, 3]");
    }

    @Test
    void fewerImagesThanLabelsAreRefused() throws IOException {
        Path images = SmallImages.write(folder, "train", 39, 1);
        Path labels = SmallImages.write(Files.createDirectories(folder.resolve("more")), "train", 40, 1)
                .resolveSibling("train-labels-idx1-ubyte");
        Files.write(folder.resolve("train-labels-idx1-ubyte"), Files.readAllBytes(labels));

        assertRefused(
                train("lenet.conf", images),
                INPUT,
                "holds 39 images but there are 40 labels; the two files do not belong together or one is cut short");
    }

    @Test
    void imagesThatClaimMoreThanTheFileHoldsAreRefused() throws IOException {
        Path images = SmallImages.write(folder, "train", 40, 1);
        byte[] bytes = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(bytes, 1000));

        assertRefused(
                train("lenet.conf", images),
                INPUT,
                "train-images-idx3-ubyte claims sizes [40, 28, 28], which need 31376 bytes, but the file has 1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2:3:a|channel 2 has 1 values but channel 1 has 2; all channels of a series need as many",
                ":3:a|channel 1 has no values; a series needs at least one step",
                "1,NaN:3,4:a|channel 1, step 2 is NaN, expected a finite number",
            })
    void aSeriesThatIsNoneIsNamedOrLeftOut(String row, String message) throws IOException {
        String sound = "1,2:2,3:a\n3,4,5:4,5,6:b\n".repeat(4);
        Path series = write("series.ts", SERIES + sound + row + "\n");

        assertRefused(
                train("lstm-sequences.conf", series),
                INPUT,
                "1 of 9 examples of input.path are broken, and bad-records allows 0",
                "series.ts line 12: " + message);
        JsonNode skipped =
                done(train("lstm-sequences.conf", series, "bad-records.mode=skip", "bad-records.max-share=0.2"));

        assertThat(skipped.at("/input/bad_records").asInt()).isEqualTo(1);
        assertThat(skipped.path("examples").asInt()).isEqualTo(8);
    }

    @Test
    void aRowWithWhatIsNoNumberIsNamedOrLeftOut() throws IOException {
        Path table = write("table.csv", "a,b,kind\n" + "1,2,x\n3,4,y\n".repeat(10) + "1,NaN,x\n5,y\n");
        String network = "network.architecture=mlp";

        assertRefused(
                train("lenet.conf", table, network),
                INPUT,
                "2 of 22 examples of input.path are broken",
                "table.csv line 22: column 2 (b) is NaN, expected a finite number");
        JsonNode skipped =
                done(train("lenet.conf", table, network, "bad-records.mode=skip", "bad-records.max-share=0.2"));

        assertThat(skipped.path("examples").asInt()).isEqualTo(20);
        assertThat(Files.readAllLines(folder.resolve("run/bad-records.txt")).get(1))
                .contains("table.csv line 23: 2 fields, expected 3 as in the first line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "(3 (2 It) (4 shines)|the line ends with 1 bracket open, the last from column 1; expected ')'",
                "(3 (2 It) (9 shines))|label 9 is out of range; expected a label from 0 to 4",
            })
    void aTreeThatIsNoneIsNamedOrLeftOut(String line, String message) throws IOException {
        Path trees = write("trees.txt", "(3 (2 It) (4 shines))\n".repeat(9) + line + "\n");

        assertRefused(train("trees.conf", trees), INPUT, "trees.txt, line 10, column ", message);
        JsonNode skipped = done(train("trees.conf", trees, "bad-records.mode=skip", "bad-records.max-share=0.2"));

        assertThat(skipped.at("/input/bad_records").asInt()).isEqualTo(1);
        assertThat(skipped.path("examples").asInt()).isEqualTo(9);
    }

    @Test
    void anArchitectureThatDoesNotFitTheImagesNamesTheLayer() {
        Path images = ImageFolders.write(folder.resolve("images"), 8, 1);

        assertRefused(
                train("lenet.conf", images, "image.size=12", "image.channels=1"),
                INPUT,
                "layer conv2 looks through a window of 5 x 5, but an image of 4 x 4 arrives at it; take larger images");
    }

    @Test
    void aBatchOfOneIsTooSmallForBatchNorm() {
        Path images = ImageFolders.write(folder.resolve("images"), 8, 1);

        assertRefused(
                train(
                        "lenet.conf",
                        images,
                        "image.size=8",
                        "network.architecture=resnet18",
                        "network.parameters.width=4",
                        "training.batch-size=1"),
                INPUT,
                "gets one number a channel (a minibatch of one example of 1×1), whose variance is 0",
                "use minibatches of 2 examples or more");
    }

    @Test
    void anUnknownArchitectureIsAnsweredWithTheNearest() {
        Path images = SmallImages.write(folder, "train", 40, 1);

        assertRefused(
                train("lenet.conf", images, "network.architecture=resnet81"),
                CONFIGURATION,
                "network.architecture must be one of",
                "did you mean resnet18?");
    }

    @Test
    void tooLittleNativeMemoryIsSaidBeforeTraining() {
        Path images = ImageFolders.write(folder.resolve("images"), 8, 1);

        // The first convolution alone puts out 4096 * 4096 * 64 numbers of four bytes for each of 16 images: 64 GiB.
        assertRefused(
                train("lenet.conf", images, "image.size=4096", "network.architecture=vgg16", "training.batch-size=16"),
                CONFIGURATION,
                "a replica of vgg16 with minibatches of 16 needs about ",
                " MiB of native memory",
                "lower training.batch-size");
    }
}
