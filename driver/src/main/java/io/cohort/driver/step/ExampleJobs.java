package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.data.example.ExampleCheck;
import io.cohort.worker.data.example.ExampleSourceSpec;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** Jobs over the examples themselves, without a network. */
public final class ExampleJobs {
    /** Fewest examples that a task is worth starting for. */
    private static final int SHARE = 100;

    /** Tasks for each slot, so that none is the last for long. */
    private static final int TASKS_A_SLOT = 4;

    private ExampleJobs() {}

    /**
     * Reads and decodes every example once.
     *
     * @param cluster where it runs
     * @param files the run's directory
     * @param source the examples
     * @return the broken ones in the order of their numbers, whatever the number of tasks
     * @throws io.cohort.worker.BadInputException if a whole file is damaged, so that its examples cannot be told apart
     */
    public static List<BrokenExample> broken(Cluster cluster, RunFiles files, ExampleSourceSpec source) {
        int examples = source.catalog().size();
        // What lies in memory as a whole is read as a whole by every task.
        int most = ExampleCheck.isWorthSharing(source.catalog().format()) ? TASKS_A_SLOT * cluster.slots() : 1;
        int tasks = Math.min(most, (examples + SHARE - 1) / SHARE);
        Broadcast<byte[]> spec = cluster.broadcast(SpecBytes.of(source));
        try {
            return cluster.run("check the examples", Cluster.TRAIN, tasks, (task, none, context) -> {
                int from = (int) ((long) examples * task / tasks);
                int to = (int) ((long) examples * (task + 1) / tasks);
                ExampleSourceSpec read = SpecBytes.read(spec.value(), ExampleSourceSpec.class);
                return ExampleCheck.of(read, from, to, files.hadoop()).iterator();
            });
        } finally {
            spec.destroy();
        }
    }
}
