package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors in JVMs of their own, where nothing static is shared and everything that crosses is serialized. */
@Timeout(180)
class LocalClusterIT {
    @TempDir
    static Path folder;

    private static Path text;
    private static String expected;

    @BeforeAll
    static void trainInLocalMode() throws IOException {
        text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        expected = Training.of(text, folder.resolve("local")).modelSha256();
    }

    @Test
    void executorsInTheirOwnProcessesTrainTheSameModelWhereTheirBlocksLie() {
        StepWatch watch = new StepWatch();

        // A busy machine may let a task wait longer for its executor than the usual 200 ms.
        String sha256 = Training.of(text, folder.resolve("cluster"))
                .onTwoExecutors(1024)
                .with("spark.locality.wait", "30s")
                .run(watch)
                .path("model_sha256")
                .asText();

        assertThat(sha256).isEqualTo(expected);
        List<Map<Integer, String>> steps = watch.executorsOfSteps();
        // Two tasks cut a pass into two steps: 4 passes * 2.
        assertThat(steps).hasSize(8);
        // Task j trains the same input blocks in every step: they lie in its executor's memory if it ran there before.
        // In the first pass the second executor may still be on its way.
        assertThat(steps.subList(2, steps.size()))
                .allSatisfy(step -> assertThat(step).isEqualTo(steps.get(steps.size() - 1)));
        assertThat(steps.get(steps.size() - 1).values()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void anExecutorKilledWhileItTrainsDoesNotChangeTheModel() {
        AtomicReference<ProcessHandle> killed = new AtomicReference<>();
        StepWatch watch = new StepWatch(step -> {
            if (step == 3 && killed.get() == null) {
                anExecutor().filter(ProcessHandle::destroyForcibly).ifPresent(killed::set);
            }
        });

        // Spark asks a dead executor for pairs again and again, five seconds apart by default.
        String sha256 = Training.of(text, folder.resolve("killed"))
                .onTwoExecutors(1024)
                .with("spark.shuffle.io.retryWait", "100ms")
                .run(watch)
                .path("model_sha256")
                .asText();

        assertThat(killed.get()).isNotNull();
        assertThat(sha256).isEqualTo(expected);
    }

    @Test
    void aTableLargerThanTheHeapOfAnExecutorTrains() throws IOException {
        // 60,000 rows of 1,000 floats in two tables: 480 MB of state, and 450 MiB (472 MB) of heap an executor.
        Path words = ZipfText.write(folder.resolve("words.txt"), 5_000, 60_000, 7);

        JsonNode run = Training.of(words, folder.resolve("large"))
                .with("word-vectors.dimension", 1_000)
                .with("word-vectors.window", 1)
                .with("word-vectors.blocks", 32)
                .with("word-vectors.passes", 1)
                .with("word-vectors.range-words", 10_000)
                .with("checkpoint.keep-epochs", false)
                .onTwoExecutors(450)
                .run();

        assertThat(run.path("status").asText()).isEqualTo("done");
        assertThat(run.path("corpus").path("vocabulary").asLong()).isEqualTo(60_000);
        // A task's blocks, 0.4 of a heap at most, are a fourth of the state at least.
        assertThat(run.path("steps").asInt()).isGreaterThanOrEqualTo(4);
    }

    /** One of the processes that this one has started as executors. */
    static Optional<ProcessHandle> anExecutor() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .findFirst();
    }
}
