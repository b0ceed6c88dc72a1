package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conf files of networks as they are shipped, on the samples that they name, for an epoch or two. */
@Timeout(300)
class SampleNetworksIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "lenet, 1, 0.6",
        "residual, 3, 0.5",
        "lstm-sequences, 4, 0.4",
        "trees, 2, 0.6",
        "lstm-characters, 1, 0.3",
        "alexnet, 6, 0.2"
    })
    void aShippedConfTrainsOnItsOwnSample(String conf, int epochs, double accuracy) {
        JsonNode run = train(conf, epochs).json();

        assertThat(run.path("status").asText()).isEqualTo("done");
        assertThat(run.at("/metrics/accuracy").asDouble()).isGreaterThan(accuracy);
    }

    private CommandResult train(String conf, int epochs) {
        return CommandResult.of(
                "train",
                Build.home().resolve("conf/" + conf + ".conf").toString(),
                "-D",
                "run.directory=" + folder.resolve(conf),
                "-D",
                "training.epochs=" + epochs,
                "-D",
                "spark.master=local[2]",
                "--json");
    }

    @Test
    void theRootsOfTreesAreToldApart() {
        CommandResult trained = train("trees", 1);
        String validation =
                Build.home().resolve("jobs/target/sample/trees/validation.txt").toString();
        String[] evaluate = {"evaluate", folder.resolve("trees").toString(), "--data", validation};

        JsonNode metrics = trained.json().path("metrics");
        JsonNode measured = CommandResult.of(
                        Stream.concat(Stream.of(evaluate), Stream.of("--json")).toArray(String[]::new))
                .json()
                .path("classification");

        assertThat(metrics.path("root_accuracy").asDouble())
                .isGreaterThan(0.3)
                .isNotEqualTo(metrics.path("accuracy").asDouble());
        assertThat(measured.path("accuracy")).isEqualTo(metrics.path("accuracy"));
        assertThat(measured.path("root_accuracy")).isEqualTo(metrics.path("root_accuracy"));
        assertThat(measured.path("binary_root_accuracy")).isEqualTo(metrics.path("binary_root_accuracy"));
        assertThat(trained.err()).containsPattern("roots [0-9.]+ %, binary roots [0-9.]+ %, loss");
        assertThat(folder.resolve("trees/pictures.json")).content().contains("\"children\":[{", "\"said\":");
        assertThat(CommandResult.of(evaluate).out()).containsPattern("roots +[0-9.]+ %");
    }
}
