package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which states stay, going back to one, stopping early, and the best state as the model. */
@Timeout(240)
class CheckpointIT {
    private static final String[] STOPPING = {
        "training.epochs=30", "validation.patience=2", "validation.minimum-change=0.02", "validation.model=best"
    };

    @TempDir
    static Path shared;

    private static Path text;
    private static Path images;
    private static Path validation;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() {
        text = SmallText.write(shared.resolve("text.txt"), 2_000);
        images = ImageFolders.write(shared.resolve("images"), 20, 1);
        validation = ImageFolders.write(shared.resolve("validation"), 10, 2);
    }

    private static List<Long> checkpoints(RunFolder run) {
        return run.manifests().stream()
                .filter(StateManifest::checkpoint)
                .map(StateManifest::step)
                .toList();
    }

    private String[] text(RunFolder run, String... more) {
        return TrainArguments.of(
                text,
                run.path(),
                Stream.concat(Stream.of("--json"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void everyFewStepsAStateStaysAndOnlyTheLastOfThem() {
        RunFolder run = new RunFolder(folder.resolve("run"));

        JsonNode trained = CommandResult.of(
                        text(run, "checkpoint.keep-epochs=false", "checkpoint.every-steps=3", "checkpoint.keep-last=2"))
                .json();

        long steps = trained.path("steps").asLong();
        long last = steps / 3 * 3;
        assertThat(checkpoints(run)).containsExactly(last - 3, last);
    }

    @Test
    void aShareOfAMinuteIsOftenOver() {
        RunFolder run = new RunFolder(folder.resolve("run"));

        CommandResult.of(text(run, "checkpoint.keep-epochs=false", "checkpoint.every-minutes=1e-9"));

        assertThat(checkpoints(run)).hasSizeGreaterThan(2).hasSameSizeAs(run.manifests());
    }

    @Test
    void goesBackToAStateAndFindsTheSameBitsAgain() {
        RunFolder run = new RunFolder(folder.resolve("run"));
        JsonNode first = CommandResult.of(text(run)).json();
        long checkpoint = checkpoints(run).get(0);

        CommandResult unknown = CommandResult.of(text(run, "--back-to", "1"));
        CommandResult back = CommandResult.of(text(run, "--back-to", Long.toString(checkpoint)));

        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("the run keeps no state of step 1; it keeps those of ");
        assertThat(back.err()).contains("Going back to step " + checkpoint);
        assertThat(back.json().path("model_sha256")).isEqualTo(first.path("model_sha256"));
        assertThat(back.json().path("steps")).isEqualTo(first.path("steps"));
        assertThat(run.newest().generation()).isEqualTo(2);
    }

    @Test
    void thereIsNothingToGoBackToInANewRun() {
        CommandResult result = CommandResult.of(text(new RunFolder(folder.resolve("run")), "--back-to", "5"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("holds no state to go back to; leave out --back-to");
    }

    private CommandResult stopped(RunFolder run, String... more) {
        return LenetTraining.of(
                images,
                run.path(),
                Stream.concat(
                                Stream.of(STOPPING),
                                Stream.concat(Stream.of("validation.path=" + validation), Stream.of(more)))
                        .toArray(String[]::new));
    }

    private static List<Double> losses(RunFolder run) {
        return run.metrics().stream()
                .filter(line -> line.has("validation"))
                .map(line -> line.path("validation").path("validation_loss").asDouble())
                .toList();
    }

    @Test
    void stopsWhenValidationGetsNoBetterAndTakesTheBestState() {
        RunFolder run = new RunFolder(folder.resolve("run"));

        CommandResult result = stopped(run, "checkpoint.keep-epochs=false");

        JsonNode trained = result.json();
        List<Double> losses = losses(run);
        int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
        assertThat(trained.path("stopped_early").asBoolean()).isTrue();
        assertThat(losses.size()).isLessThan(30);
        assertThat(firstStop(losses)).isEqualTo(losses.size());
        assertThat(trained.path("metrics").path("validation_loss").asDouble()).isEqualTo(losses.get(best));
        assertThat(trained.path("model_epoch").asInt(losses.size())).isEqualTo(best + 1);
        assertThat(result.err()).contains("validation has not become better for 2 epochs");
    }

    /** After how many epochs two in a row had not made the loss less by 0.02. */
    private static int firstStop(List<Double> losses) {
        double best = Double.POSITIVE_INFINITY;
        int since = 0;
        for (int i = 0; i < losses.size(); i++) {
            since = losses.get(i) < best - 0.02 ? 0 : since + 1;
            best = Math.min(best, losses.get(i));
            if (since == 2) {
                return i + 1;
            }
        }
        return -1;
    }

    @Test
    void theBestStateStaysIsListedAndCanBeGoneBackTo() {
        RunFolder run = new RunFolder(folder.resolve("run"));
        String[] keys = {
            "validation.path=" + validation,
            "training.epochs=6",
            "checkpoint.keep-epochs=false",
            "training.learning-rate=0.05"
        };
        JsonNode trained = LenetTraining.of(images, run.path(), keys).json();
        List<Double> losses = losses(run);
        int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
        long step = trained.path("steps").asLong() / losses.size() * (best + 1);

        JsonNode states = CommandResult.of("status", run.path().toString(), "--json")
                .json()
                .path("states");
        CommandResult back = CommandResult.of(Stream.concat(
                        Stream.of(LenetTraining.arguments(images, run.path(), keys)), Stream.of("--back-to", "best"))
                .toArray(String[]::new));

        JsonNode listed = null;
        for (JsonNode state : states) {
            assertThat(state.path("best").asBoolean())
                    .isEqualTo(state.path("step").asLong() == step);
            assertThat(state.path("model").asBoolean())
                    .isEqualTo(state.path("epoch").asInt() == 6);
            assertThat(Instant.parse(state.path("committed").asText())).isAfter(Instant.EPOCH);
            listed = state.path("best").asBoolean() ? state : listed;
        }
        assertThat(listed).isNotNull();
        assertThat(listed.at("/measured/validation_loss").asDouble()).isEqualTo(losses.get(best));
        assertThat(CommandResult.of("status", run.path().toString()).out())
                .contains(", best")
                .contains(", model");
        assertThat(back.err()).contains("Going back to step " + step);
        assertThat(back.json().path("model_sha256")).isEqualTo(trained.path("model_sha256"));
    }

    @Test
    void withoutValidationNoStateIsTheBest() {
        RunFolder run = new RunFolder(folder.resolve("run"));
        CommandResult.of(text(run));

        CommandResult best = CommandResult.of(text(run, "--back-to", "best"));
        CommandResult word = CommandResult.of(text(run, "--back-to", "first"));

        assertThat(best.code()).isEqualTo(2);
        assertThat(best.err()).contains("keeps no state that was measured (validation.path)");
        assertThat(word.code()).isEqualTo(2);
        assertThat(word.err()).contains("--back-to must be the step of a state or best, but is \"first\"");
    }

    @Test
    void aKilledDriverStopsWhereAnUndisturbedOneStops() {
        RunFolder undisturbed = new RunFolder(folder.resolve("undisturbed"));
        RunFolder killed = new RunFolder(folder.resolve("killed"));
        JsonNode expected = stopped(undisturbed).json();
        String[] same = LenetTraining.arguments(
                images,
                killed.path(),
                Stream.concat(Stream.of(STOPPING), Stream.of("validation.path=" + validation))
                        .toArray(String[]::new));
        try (OtherDriver driver = OtherDriver.start(folder, same)) {
            driver.awaitOrEnd(() -> losses(killed).size() >= 2).kill();
        }

        JsonNode resumed = stopped(killed).json();

        assertThat(resumed.path("model_sha256")).isEqualTo(expected.path("model_sha256"));
        assertThat(resumed.path("model_epoch")).isEqualTo(expected.path("model_epoch"));
        assertThat(resumed.path("steps")).isEqualTo(expected.path("steps"));
    }

    @Test
    void stoppingEarlyNeedsSomethingToValidateOn() {
        CommandResult result = LenetTraining.of(images, folder.resolve("run"), "validation.patience=2");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("validation.patience and validation.model = best need validation.path");
    }
}
