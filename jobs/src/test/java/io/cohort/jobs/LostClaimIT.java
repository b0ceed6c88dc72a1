package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two drivers that start at once may both begin: the one whose claim is written over leaves the other one's files alone. */
@Timeout(120)
class LostClaimIT {
    @TempDir
    Path folder;

    @Test
    void aDriverThatLosesItsRunWhileItReadsTheInputRemovesNothing() throws IOException {
        Path text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        Path run = folder.resolve("run");
        Path others = run.resolve("corpus/fedcba9876543210/000000000/piece-000000-a0");
        SparkListener other = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                if (!Files.exists(others)) {
                    take(run, others);
                }
            }
        };

        assertThatThrownBy(() -> Training.of(text, run).run(other))
                .hasMessageContaining("another driver took")
                .hasMessageContaining("process 1 on host elsewhere");

        assertThat(others).hasContent("ids");
        assertThat(run.resolve("corpus/corpus.json")).doesNotExist();
        assertThat(run.resolve("claim.json")).content().contains("elsewhere");
    }

    private static void take(Path run, Path corpus) {
        try {
            Files.createDirectories(corpus.getParent());
            Files.writeString(corpus, "ids");
            Files.writeString(
                    run.resolve("claim.json"),
                    "{\"incarnation\":\"fedcba9876543210\",\"host\":\"elsewhere\",\"pid\":1,\"started\":\"now\",\"counter\":1}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
