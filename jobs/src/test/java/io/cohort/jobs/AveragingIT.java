package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is averaged depends on the replicas of the conf file, and on nothing of the cluster. */
class AveragingIT {
    private static final int SENTENCES = 2_000;

    @TempDir
    Path folder;

    private Path text;

    @BeforeEach
    void write() {
        text = SmallText.write(folder.resolve("text.txt"), SENTENCES);
    }

    private CommandResult train(String run, String model, String loss, String... more) {
        List<String> keys = new ArrayList<>(List.of(
                "--json",
                "word-vectors.model=" + model,
                "word-vectors.loss=" + loss,
                "word-vectors.strategy=averaging",
                "word-vectors.averaging-steps=4",
                "training.replicas=2"));
        keys.addAll(List.of(more));
        return CommandResult.of(TrainArguments.of(text, folder.resolve(run), keys.toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource({
        "cbow, negative-sampling",
        "cbow, hierarchical-softmax",
        "skip-gram, hierarchical-softmax",
        "skip-gram, negative-sampling"
    })
    void slotsKernelAndStopsDoNotChangeTheResult(String model, String loss) throws IOException {
        JsonNode first = train("first", model, loss).json();
        JsonNode alone = train("alone", model, loss, "spark.master=local[1]", "word-vectors.kernel=scalar")
                .json();
        RunFolder stopped = new RunFolder(folder.resolve("first"));
        Files.delete(stopped.path().resolve("_SUCCESS"));
        stopped.takeBack(stopped.newest());
        JsonNode resumed = train("first", model, loss, "spark.master=local[4]").json();

        assertThat(first.at("/plan/strategy").asText()).isEqualTo("averaging");
        assertThat(first.path("examples").asLong()).isEqualTo(2L * SENTENCES);
        assertThat(first.path("steps").asInt()).isEqualTo(2 * 4);
        for (JsonNode run : List.of(alone, resumed)) {
            for (String field : List.of("model_sha256", "examples", "words", "instances", "steps")) {
                assertThat(run.path(field)).as(field).isEqualTo(first.path(field));
            }
        }
        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"cbow, negative-sampling", "cbow, hierarchical-softmax", "skip-gram, hierarchical-softmax"})
    void learnsWhichWordsStandTogether(String model, String loss) {
        CommandResult trained = train("run", model, loss, "training.epochs=4");
        List<JsonNode> metrics = new RunFolder(folder.resolve("run")).metrics();

        JsonNode nearest = CommandResult.of("nearest", folder + "/run", "word8", "-k", "5", "--json")
                .json();

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(metrics.get(metrics.size() - 1).path("loss").asDouble())
                .isLessThan(metrics.get(0).path("loss").asDouble());
        // A sentence's words have one number modulo 8; by chance one of eight neighbours would.
        assertThat(nearest.path("neighbours"))
                .filteredOn(word -> Integer.parseInt(word.path("word").asText().substring(4)) % 8 == 0)
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theReplicasChangeTheResult() {
        JsonNode two = train("two", "cbow", "negative-sampling").json();
        JsonNode one =
                train("one", "cbow", "negative-sampling", "training.replicas=1").json();

        assertThat(one.path("model_sha256")).isNotEqualTo(two.path("model_sha256"));
        assertThat(one.path("examples")).isEqualTo(two.path("examples"));
    }
}
