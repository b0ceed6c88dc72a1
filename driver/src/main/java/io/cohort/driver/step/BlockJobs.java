package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.BadInputException;
import io.cohort.worker.embedding.InitialRows;
import io.cohort.worker.state.BlockReceipt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Jobs over all blocks of a state, some blocks a task: making the first state, checking one. */
public final class BlockJobs {
    private BlockJobs() {}

    /**
     * The state that word vectors start from.
     *
     * @param rows rows of each table
     * @param blocks blocks a table
     * @param dimension numbers a row
     * @param stride floats from row to row
     * @param seed the run's seed
     */
    record Tables(long[] rows, int blocks, int dimension, int stride, long seed) implements java.io.Serializable {}

    /** Writes the first state. */
    static List<BlockReceipt> initial(Cluster cluster, RunFiles files, Tables tables) {
        int blocks = tables.blocks();
        int all = tables.rows().length * blocks;
        return shared(cluster, "make the first state", all, (item, ignored, context) -> {
            int table = item / blocks;
            int index = item % blocks;
            return List.of(files.write(
                            0,
                            InitialRows.block(
                                    table,
                                    tables.rows()[table],
                                    index,
                                    blocks,
                                    tables.dimension(),
                                    tables.stride(),
                                    tables.seed()),
                            context))
                    .iterator();
        });
    }

    /**
     * Reads every block of a state and checks it.
     *
     * @param cluster where it runs
     * @param files the run's directory
     * @param state which state
     * @return what is wrong with it, a message for each block that cannot be used; empty if it is whole
     */
    public static List<String> damages(Cluster cluster, RunFiles files, StateManifest state) {
        BlockReceipt[] blocks = state.blocks().toArray(BlockReceipt[]::new);
        return shared(cluster, "check the state of step " + state.step(), blocks.length, (item, ignored, context) -> {
            try {
                files.read(blocks[item]);
                return List.<String>of().iterator();
            } catch (BadInputException e) {
                return List.of(e.getMessage()).iterator();
            }
        });
    }

    /**
     * Runs a job over numbered items, neighbours in the same task.
     *
     * @param cluster where it runs
     * @param description for Spark's UI
     * @param items how many
     * @param body takes the number of an item instead of a task's
     */
    static <O> List<O> shared(Cluster cluster, String description, int items, TaskBody<Void, O> body) {
        int tasks = Math.min(items, Math.max(1, 2 * cluster.slots()));
        return cluster.run(description, Cluster.TRAIN, tasks, (task, input, context) -> {
            List<O> results = new ArrayList<>();
            for (int item = from(items, task, tasks); item < from(items, task + 1, tasks); item++) {
                Iterator<O> made = body.run(item, input, context);
                made.forEachRemaining(results::add);
            }
            return results.iterator();
        });
    }

    private static int from(int items, int task, int tasks) {
        return (int) ((long) items * task / tasks);
    }
}
