package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
        CommandResult result = CommandResult.of(
                "train",
                Build.home().resolve("conf/" + conf + ".conf").toString(),
                "-D",
                "run.directory=" + folder.resolve(conf),
                "-D",
                "training.epochs=" + epochs,
                "-D",
                "spark.master=local[2]",
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode run = result.json();

        assertThat(run.path("status").asText()).isEqualTo("done");
        assertThat(run.at("/metrics/accuracy").asDouble()).isGreaterThan(accuracy);
    }
}
