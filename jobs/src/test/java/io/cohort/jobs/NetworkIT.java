package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LeNet by the command line. That the cluster does not change the result has a test of its own, {@link NetworkBitsIT}. */
@Timeout(300)
class NetworkIT {
    private static final int EXAMPLES = 1_001;
    private static final int EPOCHS = 2;

    @TempDir
    static Path shared;

    private static Path images;
    private static Path others;
    private static JsonNode undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainUndisturbed() {
        images = SmallImages.write(shared, "train", EXAMPLES, 1);
        others = SmallImages.write(shared, "t10k", 300, 2);
        undisturbed = CommandResult.of(train(shared.resolve("undisturbed"), "spark.master=local[2]", "--json"))
                .json();
    }

    private static String[] train(Path run, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString()));
        List<String> parts = new ArrayList<>(keys(run));
        parts.addAll(List.of(more));
        for (String part : parts) {
            if (part.contains("=")) {
                args.add("-D");
            }
            args.add(part);
        }
        return args.toArray(String[]::new);
    }

    private static List<String> keys(Path run) {
        return List.of(
                "input.path=" + images,
                "validation.path=" + others,
                "run.directory=" + run,
                "training.epochs=" + EPOCHS,
                "training.replicas=3",
                "training.averaging-frequency=4",
                "training.batch-size=16");
    }

    private static void assertSameResult(JsonNode run) {
        assertThat(run.path("status").asText()).isEqualTo("done");
        for (String field : List.of("model_sha256", "examples", "instances", "steps")) {
            assertThat(run.path(field).asText())
                    .as(field)
                    .isEqualTo(undisturbed.path(field).asText());
        }
    }

    @Test
    void countsEveryExampleOnceAnEpochAndLearns() {
        assertThat(undisturbed.path("examples").asInt()).isEqualTo(EPOCHS * EXAMPLES);
        // 3 * 4 * 16 = 192 a step: five whole ones and 41 left.
        assertThat(undisturbed.path("steps").asInt()).isEqualTo(EPOCHS * 6);
        assertThat(undisturbed.at("/metrics/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(undisturbed.at("/metrics/validation_examples").asInt()).isEqualTo(300);
        assertThat(undisturbed.at("/plan/outer_momentum").asDouble()).isEqualTo(0.6);
        assertThat(undisturbed.has("words_per_second")).isFalse();
    }

    @Test
    void aDriverKilledInTheMiddleGoesOnAndEndsTheSame() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));

        try (OtherDriver driver = OtherDriver.start(folder, train(run.path(), "spark.master=local[2]"))) {
            driver.awaitOrEnd(() -> run.metrics().size() >= 3).kill();
        }
        // On a fast machine the run may have ended before it was looked at.
        if (Files.deleteIfExists(run.path().resolve("_SUCCESS"))) {
            run.takeBack(run.newest());
        }
        assertThat(run.metrics()).hasSizeGreaterThanOrEqualTo(3);
        JsonNode resumed = CommandResult.of(train(run.path(), "spark.master=local[1]", "--json"))
                .json();

        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
        assertSameResult(resumed);
    }

    @Test
    void theReplicasAndTheSeedChangeTheResult() {
        JsonNode one = CommandResult.of(
                        train(folder.resolve("one"), "spark.master=local[2]", "training.replicas=1", "--json"))
                .json();
        JsonNode seeded = CommandResult.of(
                        train(folder.resolve("seed"), "spark.master=local[2]", "training.seed=2", "--json"))
                .json();

        assertThat(one.path("model_sha256")).isNotEqualTo(undisturbed.path("model_sha256"));
        assertThat(seeded.path("model_sha256")).isNotEqualTo(undisturbed.path("model_sha256"));
    }

    @Test
    void evaluateFindsWhatTheRunFound() {
        JsonNode found = CommandResult.of(
                        "evaluate",
                        shared.resolve("undisturbed").toString(),
                        "--data",
                        others.toString(),
                        "-D",
                        "spark.master=local[2]",
                        "--json")
                .json()
                .path("classification");

        assertThat(found.path("accuracy")).isEqualTo(undisturbed.at("/metrics/accuracy"));
        assertThat(found.path("loss")).isEqualTo(undisturbed.at("/metrics/validation_loss"));
        assertThat(found.path("confusion")).hasSize(4);
        assertThat(found.path("per-class")).hasSize(4);
    }

    @Test
    void predictNamesTheMostProbableClasses() {
        JsonNode found = CommandResult.of(
                        "predict",
                        shared.resolve("undisturbed/model").toString(),
                        others.toString(),
                        "-k",
                        "2",
                        "-D",
                        "spark.master=local[2]",
                        "--json")
                .json();

        assertThat(found).hasSize(300);
        assertThat(found.get(7).path("example").asInt()).isEqualTo(7);
        assertThat(found.get(7).path("top")).hasSize(2);
        assertThat(found.get(7).path("probability").asDouble())
                .isGreaterThanOrEqualTo(found.get(7).at("/top/1/probability").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network.architecture=lenett|2|network.architecture must be one of lenet",
                "network.parameters.widht=3|2|widht",
                "training.replicas=80|3|training.replicas is 80, but the input has only 63 minibatches",
                "training.learning-rate=1e30|4|so lower training.learning-rate (1.0E30)",
                "word-vectors.window=3|2|word-vectors.window belongs to word vectors",
                "validation.path=/nowhere/at/all|3|/nowhere/at/all",
            })
    void whatCannotBeTrainedIsNamed(String assignment, int code, String words) {
        CommandResult result =
                CommandResult.of(train(folder.resolve("run"), "spark.master=local[2]", assignment, "--json"));

        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
    }
}
