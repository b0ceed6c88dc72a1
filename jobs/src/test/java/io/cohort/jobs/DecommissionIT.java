package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** An executor that Spark takes out of service while it trains, as before a node is drained or a spot machine is reclaimed. */
@Timeout(180)
class DecommissionIT {
    @TempDir
    Path folder;

    @Test
    void anExecutorThatIsDecommissionedDoesNotChangeTheModel() throws IOException {
        Path text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        String expected = Training.of(text, folder.resolve("local"))
                .with("training.epochs", 3)
                .modelSha256();
        AtomicBoolean asked = new AtomicBoolean();
        AtomicReference<String> leaving = new AtomicReference<>();
        StepWatch watch = new StepWatch(step -> {
            if (step == 3 && asked.compareAndSet(false, true)) {
                // Not on the thread that tells listeners what happens.
                new Thread(() -> leaving.set(decommission())).start();
            }
        });
        String sha256 = Training.of(text, folder.resolve("cluster"))
                .onTwoExecutors(1024)
                .with("spark.decommission.enabled", true)
                .with("spark.storage.decommission.enabled", true)
                .with("training.epochs", 3)
                .run(watch)
                .path("model_sha256")
                .asText();

        assertThat(leaving.get()).isNotNull();
        List<Map<Integer, String>> steps = watch.executorsOfSteps();
        assertThat(steps.get(0)).containsValue(leaving.get());
        assertThat(steps.get(steps.size() - 1)).doesNotContainValue(leaving.get());
        assertThat(sha256).isEqualTo(expected);
    }

    private static String decommission() {
        SparkContext context = SparkContext.getOrCreate();
        var backend = (CoarseGrainedSchedulerBackend) context.schedulerBackend();
        String executor = backend.getExecutorIds().apply(0);
        backend.decommissionExecutor(executor, new ExecutorDecommissionInfo("a test", Option.empty()), false, false);
        return executor;
    }
}
