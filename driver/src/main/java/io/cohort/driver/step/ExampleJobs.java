package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.data.example.ExampleCheck;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.data.example.PackSettings;
import io.cohort.worker.data.example.Packing;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
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
        int[] starts = Packing.starts(examples, Math.min(most, (examples + SHARE - 1) / SHARE));
        Broadcast<byte[]> spec = cluster.broadcast(JavaBytes.of(source));
        try {
            return cluster.run("check the examples", Cluster.TRAIN, starts.length - 1, (task, none, context) -> {
                ExampleSourceSpec read = JavaBytes.read(spec.value(), ExampleSourceSpec.class);
                return ExampleCheck.of(read, starts[task], starts[task + 1], files.hadoop())
                        .iterator();
            });
        } finally {
            spec.destroy();
        }
    }

    /**
     * A packed file that a task has written.
     *
     * @param file its name in the directory; no other attempt has the same
     * @param packed what it holds
     */
    public record Shard(String file, Packing.Packed packed) implements Serializable {}

    /**
     * Packs images, a file a task.
     *
     * @param cluster where it runs
     * @param files the directory that the files are written to
     * @param images what is packed
     * @param shards how many files
     * @param how what becomes of the images
     * @return the files in the order of their images
     * @throws io.cohort.worker.BadInputException if a whole file of the input is damaged
     */
    public static List<Shard> pack(
            Cluster cluster, RunFiles files, ExampleSourceSpec images, int shards, PackSettings how) {
        int[] starts = Packing.starts(images.catalog().size(), shards);
        Broadcast<byte[]> spec = cluster.broadcast(JavaBytes.of(images));
        try {
            return cluster.run("pack the images", Cluster.TRAIN, shards, (task, none, context) -> {
                ExampleSourceSpec read = JavaBytes.read(spec.value(), ExampleSourceSpec.class);
                String name = String.format(Locale.ROOT, "part-%05d-a%d", task, context.taskAttemptId());
                Packing.Packed packed =
                        Packing.write(read, starts[task], starts[task + 1], how, files.path(name), files.hadoop());
                return List.of(new Shard(name, packed)).iterator();
            });
        } finally {
            spec.destroy();
        }
    }
}
