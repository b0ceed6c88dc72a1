package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose files were damaged goes on from what is whole, or says what to do; one that is another's is left alone. */
class DamagedRunIT {
    @TempDir
    static Path shared;

    private static Path text;
    private static RunFolder whole;
    private static JsonNode undisturbed;

    @TempDir
    Path folder;

    private RunFolder run;

    @BeforeAll
    static void train() {
        text = SmallText.write(shared.resolve("text.txt"), 2_000);
        whole = new RunFolder(shared.resolve("whole"));
        undisturbed = CommandResult.of(TrainArguments.of(text, whole.path(), "--json"))
                .json();
    }

    /** A copy of the finished run, made unfinished: as if stopped right before the model was written. */
    @BeforeEach
    void copy() throws IOException {
        run = new RunFolder(folder.resolve("whole"));
        for (String file : RunFolder.listing(whole.path()).keySet()) {
            if (!file.equals("_SUCCESS") && !file.startsWith("model")) {
                Files.createDirectories(run.path().resolve(file).getParent());
                Files.copy(whole.path().resolve(file), run.path().resolve(file));
            }
        }
        Path record = run.path().resolve("run.json");
        Files.writeString(
                record,
                Files.readString(record)
                        .replace(whole.path().toString(), run.path().toString()));
    }

    private CommandResult resume(String... more) {
        return CommandResult.of(TrainArguments.of(text, run.path(), more));
    }

    private static void assertRefused(CommandResult result, int code, String... words) {
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
    }

    @Test
    void aDamagedBlockIsNamedAndTheStateBeforeCounts() {
        StateManifest newest = run.newest();
        run.damage(newest);

        CommandResult resumed = resume("--json");

        assertThat(resumed.err())
                .contains("the state of step " + newest.step() + " is not whole")
                .contains(newest.blocks().get(0).file())
                .contains("Going on after step " + (newest.step() - 1));
        assertThat(resumed.json().path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
        assertThat(resumed.json().path("examples")).isEqualTo(undisturbed.path("examples"));
        assertThat(resumed.json().path("steps")).isEqualTo(undisturbed.path("steps"));
    }

    @Test
    void aMissingBlockAndACutManifestAreDamagesToo() throws IOException {
        StateManifest newest = run.newest();
        Path manifest = run.path().resolve("state").resolve(newest.fileName());
        Files.write(manifest, java.util.Arrays.copyOf(Files.readAllBytes(manifest), 100));
        Files.delete(run.path().resolve(run.newest().blocks().get(3).file()));

        JsonNode resumed = resume("--json").json();

        assertThat(resumed.path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
        assertThat(resumed.path("examples")).isEqualTo(undisturbed.path("examples"));
    }

    @Test
    void withoutAWholeStateTheRunSaysWhatToDo() {
        run.manifests().forEach(run::damage);
        var before = RunFolder.listing(run.path().resolve("state"));

        assertRefused(resume(), 3, "no state of the run is whole", "restore them from a backup", "train again");
        assertThat(RunFolder.listing(run.path().resolve("state"))).isEqualTo(before);
    }

    @Test
    void aDamagedCorpusIsNamed() throws IOException {
        run.takeBack(run.newest());
        Path corpus = run.path()
                .resolve(RunFolder.listing(run.path()).keySet().stream()
                        .filter(file -> file.startsWith("corpus/") && file.contains("piece"))
                        .findFirst()
                        .orElseThrow());
        byte[] bytes = Files.readAllBytes(corpus);
        for (int i = 0; i < bytes.length; i += 500) {
            bytes[i] ^= 1;
        }
        Files.write(corpus, bytes);

        assertRefused(resume(), 3, corpus.getFileName().toString());
    }

    @Test
    void aModelFileCutShortIsNamed() throws IOException {
        resume();
        Path block = Files.list(run.path().resolve("model"))
                .filter(file -> file.getFileName().toString().startsWith("input-"))
                .findFirst()
                .orElseThrow();
        Files.write(block, java.util.Arrays.copyOf(Files.readAllBytes(block), 200));

        CommandResult nearest = CommandResult.of("nearest", run.path().toString(), "word1");

        assertRefused(nearest, 3, block.toString(), "cut short");
    }

    @Test
    void aWordThatIsNotInTheModelIsAnsweredWithSpellings() {
        CommandResult nearest = CommandResult.of("nearest", whole.path().toString(), "wrd1");

        assertRefused(nearest, 3, "the word 'wrd1' is not among the", "did you mean word1");
    }

    @Test
    void anotherConfigurationIsRefusedWithTheKeys() {
        var before = RunFolder.listing(run.path());

        CommandResult result = resume("word-vectors.dimension=24", "training.seed=5");

        assertRefused(
                result,
                2,
                "holds a run of another configuration",
                "word-vectors.dimension",
                "training.seed",
                "choose another run.directory");
        assertThat(result.err()).doesNotContain("spark.master", "word-vectors.window");
        assertThat(RunFolder.listing(run.path())).isEqualTo(before);
    }

    @Test
    void kernelSparkAndReportMayDiffer() {
        run.takeBack(run.newest());

        JsonNode resumed = resume(
                        "--json",
                        "word-vectors.kernel=scalar",
                        "spark.master=local[1]",
                        "report.progress-seconds=1",
                        "checkpoint.keep-epochs=false")
                .json();

        assertThat(resumed.path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
    }

    @Test
    void otherInputIsRefused() throws IOException {
        Path changed = Files.copy(text, folder.resolve("text.txt"));
        RunFolder own = new RunFolder(folder.resolve("own"));
        CommandResult.of(TrainArguments.of(changed, own.path(), "training.epochs=1"));
        Files.delete(own.path().resolve("_SUCCESS"));
        Files.writeString(changed, "one more sentence\n", StandardOpenOption.APPEND);
        var before = RunFolder.listing(own.path());

        CommandResult result = CommandResult.of(TrainArguments.of(changed, own.path(), "training.epochs=1"));

        assertRefused(result, 2, "holds a run of another input.path", "then: ", "now:  ", "Restore the input");
        assertThat(RunFolder.listing(own.path())).isEqualTo(before);
    }

    @Test
    void aRunThatNeverTrainedTakesMendedInputAndAnotherConf() throws IOException {
        RunFolder own = new RunFolder(folder.resolve("own"));
        Path input = Files.writeString(folder.resolve("text.txt"), "too few words\n");
        CommandResult failed = CommandResult.of(TrainArguments.of(input, own.path()));
        // As if stopped while the corpus of one sentence was encoded.
        CommandResult.of(TrainArguments.of(input, own.path(), "word-vectors.min-count=1", "training.epochs=1"));
        Files.delete(own.path().resolve("_SUCCESS"));
        own.manifests().forEach(own::takeBack);
        Files.copy(text, input, StandardCopyOption.REPLACE_EXISTING);

        JsonNode mended =
                CommandResult.of(TrainArguments.of(input, own.path(), "--json")).json();

        assertThat(failed.code()).isEqualTo(3);
        assertThat(mended.path("model_sha256")).isEqualTo(undisturbed.path("model_sha256"));
        assertThat(mended.path("examples")).isEqualTo(undisturbed.path("examples"));
    }

    @Test
    void resumeNeverRefusesAnyRun() {
        var before = RunFolder.listing(run.path());

        assertRefused(resume("--resume", "never"), 2, "holds a run", "--resume never", "choose another directory");
        assertThat(RunFolder.listing(run.path())).isEqualTo(before);
    }

    @Test
    void moreEpochsMayBeAskedFor() {
        JsonNode resumed = resume("--json", "training.epochs=3").json();

        assertThat(resumed.path("status").asText()).isEqualTo("done");
        assertThat(resumed.path("epochs").asInt()).isEqualTo(3);
        assertThat(resumed.path("examples").asLong()).isEqualTo(3 * 2_000);
    }

    @Test
    void aRunThatAnotherDriverHoldsIsLeftToIt() {
        RunFolder held = new RunFolder(folder.resolve("held"));
        // More epochs than anyone waits for.
        String[] args = TrainArguments.of(text, held.path(), "training.epochs=10000");

        try (OtherDriver other = OtherDriver.start(folder, args)) {
            other.await(() -> held.metrics().size() > 1);
            CommandResult second = CommandResult.of(args);
            int seen = held.metrics().size();
            other.await(() -> held.metrics().size() > seen);

            assertRefused(second, 5, "another driver holds", "process " + other.pid(), "choose another run.directory");
        }
        assertThat(List.of(held.path().toFile().list())).contains("claim.json");
    }
}
