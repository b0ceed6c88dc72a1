package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images packed once are trained on as if they lay loose. */
@Timeout(240)
class PrepareIT {
    private static final int EACH = 20;

    @TempDir
    Path folder;

    private Path images;
    private Path packed;

    @BeforeEach
    void writeImages() {
        images = ImageFolders.write(folder.resolve("images"), EACH, 1);
        packed = folder.resolve("packed");
    }

    private CommandResult prepare(Object input, String... more) {
        List<String> args = new ArrayList<>(
                List.of("prepare", input.toString(), "--to", packed.toString(), "-D", "spark.master=local[2]"));
        args.addAll(List.of(more));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private static JsonNode train(Object input, Path into, String... more) {
        return LenetTraining.of(
                        input,
                        into,
                        Stream.concat(Stream.of("input.examples-per-class=15"), Stream.of(more))
                                .toArray(String[]::new))
                .json();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> entries = Files.list(packed)) {
            return entries.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    /** What lies beside the packed files; nothing unfinished does. */
    private List<String> beside() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void trainingOnPackedImagesIsTrainingOnLooseOnes() throws IOException {
        CommandResult result = prepare(images, "--shards", "3", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertThat(json.path("images").asInt()).isEqualTo(2 * EACH);
        assertThat(json.path("classes").asInt()).isEqualTo(2);
        assertThat(json.path("files").asInt()).isEqualTo(3);
        assertThat(files()).containsExactly("part-00000.pack", "part-00001.pack", "part-00002.pack");
        long bytes = 0;
        for (String file : files()) {
            bytes += Files.size(packed.resolve(file));
        }
        assertThat(json.path("bytes").asLong()).isEqualTo(bytes);
        assertThat(beside()).containsExactly("images", "packed");
        JsonNode loose = train(images, folder.resolve("loose-run"));
        JsonNode run = train(packed, folder.resolve("packed-run"));
        assertThat(run.path("examples").asInt()).isEqualTo(2 * 2 * 15);
        assertThat(run.path("model_sha256").asText())
                .hasSize(64)
                .isEqualTo(loose.path("model_sha256").asText());
    }

    @Test
    void idxImagesArePackedToo() {
        Path idx = SmallImages.write(folder, "train", 80, 1);

        CommandResult result = prepare(idx);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Packed 80 images of 4 classes into 1 files of ");
        assertThat(train(packed, folder.resolve("packed-run"), "image.size=auto", "image.channels=0")
                        .path("model_sha256")
                        .asText())
                .hasSize(64)
                .isEqualTo(train(idx, folder.resolve("idx-run"))
                        .path("model_sha256")
                        .asText());
    }

    @Test
    void brokenImagesEndItOrAreLeftOut() throws IOException {
        ImageFolders.write(images.resolve("class0/broken.jpg"), "no image\n".getBytes(StandardCharsets.US_ASCII));

        CommandResult refused = prepare(images);
        boolean made = Files.exists(packed);
        CommandResult skipped =
                prepare(images, "-D", "bad-records.mode=skip", "-D", "bad-records.max-share=0.03", "--json");

        assertThat(refused.code()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("1 of 41 examples of the input are broken, and bad-records allows 0 (mode fail")
                .contains("class0/broken.jpg is neither JPEG nor PNG");
        assertThat(made).isFalse();
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.json().path("images").asInt()).isEqualTo(2 * EACH);
        assertThat(skipped.json().path("bad_records").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("packed-bad-records.txt"))).hasSize(1);
    }

    @Test
    void whatIsThereStaysUnlessItIsPackedAndToldTo() throws IOException {
        prepare(images);

        CommandResult refused = prepare(images, "--shards", "2");
        List<String> before = files();
        CommandResult replaced = prepare(images, "--shards", "2", "--overwrite");
        List<String> after = files();
        Files.writeString(packed.resolve("letter.txt"), "mine");
        CommandResult foreign = prepare(images, "--overwrite");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("holds packed images; name another directory, or --overwrite to replace");
        assertThat(before).containsExactly("part-00000.pack");
        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(after).containsExactly("part-00000.pack", "part-00001.pack");
        assertThat(foreign.code()).isEqualTo(2);
        assertThat(foreign.err()).contains("holds other files (letter.txt …)");
        assertThat(packed.resolve("letter.txt")).hasContent("mine");
    }

    @Test
    void wrongOptionsAreNamed() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b,k\n1,2,x\n3,4,y\n");

        CommandResult many = prepare(images, "--shards", "41");
        CommandResult quality = prepare(images, "--quality", "1.5");
        CommandResult key = prepare(images, "-D", "training.epochs=3");
        CommandResult rows = prepare(table);

        assertThat(many.code()).isEqualTo(2);
        assertThat(many.err()).contains("--shards is 41, but there are only 40 images");
        assertThat(quality.code()).isEqualTo(2);
        assertThat(quality.err()).contains("--quality must lie in (0, 1], but is 1.5");
        assertThat(key.code()).isEqualTo(2);
        assertThat(key.err()).contains("-D training.epochs=3 has no meaning here");
        assertThat(rows.code()).isEqualTo(3);
        assertThat(rows.err()).contains("prepare packs images (folders, idx)");
        assertThat(packed).doesNotExist();
    }

    @Test
    void executorsInTheirOwnProcessesDoTheSame() throws IOException {
        ImageFolders.write(images.resolve("class0/broken.jpg"), "no image\n".getBytes(StandardCharsets.US_ASCII));
        String all = "input.examples-per-class=0";
        String[] cluster = {
            all,
            "bad-records.mode=skip",
            "bad-records.max-share=0.03",
            "spark.master=local-cluster[2,1,1024]",
            "spark.executor.memory=1024m"
        };
        List<String> options = new ArrayList<>(List.of("--shards", "3"));
        Arrays.stream(cluster).forEach(key -> options.addAll(List.of("-D", key)));

        CommandResult result = prepare(images, options.toArray(String[]::new));
        JsonNode run = train(images, folder.resolve("cluster-run"), cluster);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(files()).hasSize(3);
        assertThat(run.at("/input/bad_records").asInt()).isEqualTo(1);
        assertThat(run.path("model_sha256").asText())
                .hasSize(64)
                .isEqualTo(train(packed, folder.resolve("packed-run"), all)
                        .path("model_sha256")
                        .asText());
    }

    @Test
    void aDamagedRecordIsABrokenExample() throws IOException {
        prepare(images);
        Path file = packed.resolve("part-00000.pack");
        byte[] bytes = Files.readAllBytes(file);
        // In the middle of the records: the index is at the end.
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        JsonNode run = train(
                packed,
                folder.resolve("run"),
                "bad-records.mode=skip",
                "bad-records.max-share=0.1",
                "input.examples-per-class=0");

        assertThat(run.path("examples").asInt()).isEqualTo(2 * (2 * EACH - 1));
        assertThat(Files.readAllLines(folder.resolve("run/bad-records.txt")))
                .singleElement()
                .asString()
                .contains("part-00000.pack is damaged: record ", "does not match its checksum");
    }
}
