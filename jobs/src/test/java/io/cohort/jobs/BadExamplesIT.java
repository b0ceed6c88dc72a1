package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images, some of which cannot be read: found before training, counted, named, bounded and left out. */
@Timeout(240)
class BadExamplesIT {
    private static final int EACH = 20;
    private static final int BROKEN = 4;

    @TempDir
    Path folder;

    private Path images;
    private Path run;

    @BeforeEach
    void writeImages() throws IOException {
        images = ImageFolders.write(folder.resolve("images"), EACH, 1);
        run = folder.resolve("run");
        breakSome(images);
    }

    /** Broken beside sound ones: two of each class. */
    private static void breakSome(Path images) throws IOException {
        byte[] whole = Files.readAllBytes(images.resolve("class0/image10.jpg"));
        ImageFolders.write(images.resolve("class0/broken1.jpg"), Arrays.copyOf(whole, whole.length - 100));
        ImageFolders.write(
                images.resolve("class0/broken2.jpg"), "this is no image\n".getBytes(StandardCharsets.US_ASCII));
        ImageFolders.write(images.resolve("class1/broken3.jpg"), new byte[0]);
        ImageFolders.write(images.resolve("class1/broken4.jpg"), ImageFolders.claiming(whole, 60_000));
    }

    private static void assertNamed(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(BROKEN);
        assertThat(lines.get(0)).contains("class0/broken1.jpg is cut short");
        assertThat(lines.get(1)).contains("class0/broken2.jpg is neither JPEG nor PNG: it begins with 'this is '");
        assertThat(lines.get(2)).contains("class1/broken3.jpg is empty");
        assertThat(lines.get(3))
                .contains("class1/broken4.jpg claims 60000 x 60000 pixels, more than image.max-pixels = 100000000");
    }

    @Test
    void oneBrokenExampleEndsTheRunBeforeTrainingAndIsNamed() throws IOException {
        CommandResult result = LenetTraining.of(images, run);

        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err())
                .contains("cohort: 4 of 44 examples of input.path are broken, and bad-records allows 0 (mode fail, "
                        + "max-share 0.01, max-count 1000); they are listed in file:" + run
                        + "/bad-records.txt. The first: ")
                .contains("class0/broken1.jpg is cut short")
                .doesNotContain("\tat ");
        assertNamed(run.resolve("bad-records.txt"));
        assertThat(run.resolve("metrics.jsonl")).doesNotExist();
        assertThat(run.resolve("_SUCCESS")).doesNotExist();
    }

    @Test
    void skippedExamplesLeaveTheRunThatItWouldBeWithoutThem() throws IOException {
        CommandResult result = LenetTraining.of(images, run, "bad-records.mode=skip", "bad-records.max-share=0.1");
        JsonNode sound = LenetTraining.of(
                        ImageFolders.write(folder.resolve("sound/images"), EACH, 1), folder.resolve("clean"))
                .json();

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("4 of 44 examples of input.path are broken and left out");
        JsonNode json = result.json();
        assertThat(json.at("/input/bad_records").asInt()).isEqualTo(BROKEN);
        assertThat(json.at("/input/examples").asInt()).isEqualTo(2 * EACH);
        assertThat(json.path("examples").asInt()).isEqualTo(2 * 2 * EACH);
        assertThat(json.path("model_sha256")).isEqualTo(sound.path("model_sha256"));
        assertThat(sound.at("/input/bad_records").asInt()).isZero();
        assertNamed(run.resolve("bad-records.txt"));
        assertThat(folder.resolve("clean/bad-records.txt")).doesNotExist();
    }

    @Test
    void aRunThatGoesOnLeavesOutTheSameExamplesWithoutReadingThemAgain() throws IOException {
        String[] skip = {"bad-records.mode=skip", "bad-records.max-share=0.1"};
        JsonNode undisturbed = LenetTraining.of(images, run, skip).json();
        RunFolder stopped = new RunFolder(run);
        Files.delete(run.resolve("_SUCCESS"));
        stopped.takeBack(stopped.newest());
        JsonNode resumed = LenetTraining.of(images, run, skip).json();

        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
        assertThat(resumed.path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
        assertThat(resumed.at("/seconds/check")).isEqualTo(undisturbed.at("/seconds/check"));
        assertThat(resumed.at("/input/bad_records").asInt()).isEqualTo(BROKEN);
    }

    @Test
    void moreThanTheShareOrTheCountAllowsEndTheRun() {
        CommandResult share = LenetTraining.of(images, run, "bad-records.mode=skip", "bad-records.max-share=0.08");
        CommandResult count = LenetTraining.of(
                images, run, "bad-records.mode=skip", "bad-records.max-share=0.5", "bad-records.max-count=3");

        assertThat(share.code()).as(share.err()).isEqualTo(3);
        assertThat(share.err())
                .contains("4 of 44 examples of input.path are broken, and bad-records allows 3 (mode skip");
        assertThat(count.code()).as(count.err()).isEqualTo(3);
        assertThat(count.err()).contains("allows 3 (mode skip, max-share 0.5, max-count 3)");
    }

    @Test
    void brokenExamplesOfTheValidationAreTreatedTheSame() throws IOException {
        Path sound = ImageFolders.write(folder.resolve("sound/images"), EACH, 2);
        String validation = "validation.path=" + images;

        CommandResult refused = LenetTraining.of(sound, run, validation);
        CommandResult skipped =
                LenetTraining.of(sound, run, validation, "bad-records.mode=skip", "bad-records.max-share=0.1");

        assertThat(refused.code()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("4 of 44 examples of validation.path are broken, and bad-records allows 0 (mode fail");
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.json().at("/metrics/validation_examples").asInt()).isEqualTo(2 * EACH);
        assertThat(skipped.json().at("/validation/bad_records").asInt()).isEqualTo(BROKEN);
        assertThat(skipped.json().at("/input/bad_records").asInt()).isZero();
        assertNamed(run.resolve("bad-validation-records.txt"));
    }
}
