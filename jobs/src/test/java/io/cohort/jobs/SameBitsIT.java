package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cluster does not change the result: one hash, however many slots, whichever kernel, however often stopped. */
class SameBitsIT {
    private static final int BLOCKS = 8;
    private static final int PASSES = 4;
    private static final int EPOCHS = 3;
    private static final int SENTENCES = 6_000;

    @TempDir
    static Path shared;

    private static Path text;
    private static JsonNode undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainUndisturbed() {
        text = SmallText.write(shared.resolve("text.txt"), SENTENCES);
        undisturbed = CommandResult.of(train(shared.resolve("undisturbed"), "spark.master=local[2]"))
                .json();
    }

    /** The command line of a run. */
    private static String[] train(Path run, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                Build.home().resolve("conf/skipgram.conf").toString(),
                "--json",
                "-D",
                "input.path=" + text,
                "-D",
                "run.directory=" + run,
                "-D",
                "text.split=whitespace",
                "-D",
                "training.epochs=" + EPOCHS,
                "-D",
                "word-vectors.dimension=20"));
        for (String key : more) {
            args.add("-D");
            args.add(key);
        }
        return args.toArray(String[]::new);
    }

    @Test
    void countsEverySentenceOnceAnEpoch() {
        assertThat(undisturbed.path("examples").asLong()).isEqualTo((long) EPOCHS * SENTENCES);
        assertThat(undisturbed.path("words").asLong()).isEqualTo(12L * EPOCHS * SENTENCES);
        assertThat(undisturbed.at("/plan/blocks").asInt()).isEqualTo(BLOCKS);
        assertThat(undisturbed.at("/plan/passes_an_epoch").asInt()).isEqualTo(PASSES);
        assertThat(undisturbed.path("model_sha256").asText()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({"local[1], scalar, auto, auto", "local[4], vector, 8, 4"})
    void neitherSlotsNorKernelNorSpelledOutDefaultsChangeTheResult(
            String master, String kernel, String blocks, String passes) {
        JsonNode run = CommandResult.of(train(
                        folder.resolve("run"),
                        "spark.master=" + master,
                        "word-vectors.kernel=" + kernel,
                        "word-vectors.blocks=" + blocks,
                        "word-vectors.passes=" + passes))
                .json();

        assertThat(run.at("/plan/kernel").asText()).isEqualTo(kernel);
        assertSameResult(run);
    }

    @Test
    void theSeedChangesTheResult() {
        JsonNode run = CommandResult.of(train(folder.resolve("run"), "spark.master=local[2]", "training.seed=2"))
                .json();

        assertThat(run.path("model_sha256")).isNotEqualTo(undisturbed.path("model_sha256"));
    }

    @Test
    void aRunKilledInThePassGoesOnWithOtherSlots() {
        RunFolder run = new RunFolder(folder.resolve("run"));

        killAfter(run, 3, "local[2]");
        takeBackTo(run, 4);
        Position first = run.newest().position();
        killAfter(run, run.metrics().size() + 2, "local[1]");
        Position second = run.newest().position();
        JsonNode resumed =
                CommandResult.of(train(run.path(), "spark.master=local[4]")).json();

        assertThat(first.stratum()).as("stopped in the middle of a pass").isEqualTo(4);
        assertThat(second.epoch() * PASSES + second.pass()).isBetween(1, EPOCHS * PASSES - 1);
        assertThat(resumed.path("starts").asInt()).isEqualTo(3);
        assertSameResult(resumed);
    }

    @Test
    void aRunStoppedByControlCSaysThatTheStateIsSafeAndGoesOn() throws IOException {
        assumeFalse(interruptsAreIgnored(), "this process was started with SIGINT ignored, and so would the driver be");
        RunFolder run = new RunFolder(folder.resolve("run"));

        try (OtherDriver driver = OtherDriver.start(folder, train(run.path(), "spark.master=local[2]"))) {
            driver.await(() -> run.metrics().size() >= 3);
            int code = driver.interrupt().exitCode();

            assertThat(code).as(driver.err()).isEqualTo(130);
            assertThat(driver.err())
                    .contains("cohort: interrupted; the state is safe, run the same command again to go on")
                    .doesNotContain("Exception", "ERROR", "\tat ");
        }
        JsonNode stopped = run.record();
        JsonNode resumed =
                CommandResult.of(train(run.path(), "spark.master=local[2]")).json();

        assertThat(stopped.path("status").asText()).isIn("running", "interrupted");
        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
        assertSameResult(resumed);
    }

    @Test
    void aRunStoppedBeforeItsModelWasWholeWritesItAgain() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        CommandResult.of(train(run.path(), "spark.master=local[2]"));
        Files.delete(run.path().resolve("_SUCCESS"));
        Files.delete(run.path().resolve("model/manifest.json"));

        JsonNode resumed =
                CommandResult.of(train(run.path(), "spark.master=local[2]")).json();

        assertThat(run.path().resolve("_SUCCESS")).exists();
        assertThat(resumed.path("metrics").path("loss").asDouble()).isPositive();
        assertThat(resumed.path("words_per_second").asLong()).isPositive();
        assertSameResult(resumed);
    }

    /** Lets another driver take steps until metrics.jsonl has a number of lines, then kills it. */
    private void killAfter(RunFolder run, int lines, String master) {
        try (OtherDriver driver = OtherDriver.start(folder, train(run.path(), "spark.master=" + master))) {
            driver.await(() -> run.metrics().size() >= lines).kill();
        }
        assertThat(run.path().resolve("_SUCCESS")).doesNotExist();
    }

    /** Takes back the last commit unless it is the wanted one; of two states in a row one is in the middle of a pass. */
    private static void takeBackTo(RunFolder run, int stratum) {
        StateManifest newest = run.newest();
        if (newest.position().stratum() != stratum) {
            run.takeBack(newest);
        }
    }

    private static void assertSameResult(JsonNode run) {
        assertThat(run.path("status").asText()).isEqualTo("done");
        assertThat(run.path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
        for (String count : List.of("examples", "words", "instances", "epochs")) {
            assertThat(run.path(count)).as(count).isEqualTo(undisturbed.path(count));
        }
    }

    /** Whether SIGINT, number 2, is ignored: what non-interactive shells do to the commands they start with &. */
    private static boolean interruptsAreIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
    }
}
