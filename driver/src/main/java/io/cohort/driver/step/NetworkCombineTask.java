package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.ParameterAveraging;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.replica.StatisticsAveraging;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.BlockSlices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;

/** Makes one block of the next state from the last one and the replicas' blocks, in replica order. */
final class NetworkCombineTask implements TaskBody<Void, BlockReceipt> {
    private static final long serialVersionUID = 1L;

    private final RunFiles files;
    private final OuterStep outer;
    private final NetworkState state;
    private final NetworkReceipt[] replicas;
    private final BlockReceipt[] places;
    private final long step;
    private final boolean anew;

    /**
     * @param files the run's directory
     * @param outer what is done with the mean
     * @param state before the step
     * @param replicas what those replicas wrote that had a share, in order
     * @param step number of the state that comes out
     * @param anew whether the outer momentum begins at 0: that of another stage would move what learns no more
     */
    NetworkCombineTask(
            RunFiles files, OuterStep outer, NetworkState state, NetworkReceipt[] replicas, long step, boolean anew) {
        this.files = files;
        this.outer = outer;
        this.state = state;
        this.replicas = replicas;
        this.step = step;
        this.anew = anew;
        List<BlockReceipt> made = new ArrayList<>();
        for (int table : new int[] {StateTables.PARAMETERS, StateTables.UPDATER, StateTables.STATISTICS}) {
            made.addAll(List.of(state.blocks()[table]));
        }
        this.places = made.toArray(BlockReceipt[]::new);
    }

    /** How many items there are: a block of the outer momentum is made together with its block of parameters. */
    int items() {
        return places.length;
    }

    @Override
    public Iterator<BlockReceipt> run(int item, Iterator<Void> none, TaskContext context) throws IOException {
        BlockReceipt place = places[item];
        return switch (place.table()) {
            case StateTables.PARAMETERS -> parameters(place, context);
            case StateTables.STATISTICS -> statistics(place, context);
            default -> {
                float[] means = average(files.read(place)).means();
                yield List.of(write(files.read(place), means, context)).iterator();
            }
        };
    }

    private Iterator<BlockReceipt> parameters(BlockReceipt place, TaskContext context) throws IOException {
        Block old = files.read(place);
        ParameterAveraging averaged = average(old);
        if (!outer.hasMomentum()) {
            return List.of(write(old, outer.apply(old.values(), averaged, null), context))
                    .iterator();
        }
        Block momentum = files.read(state.blocks()[StateTables.MOMENTUM][place.index()]);
        float[] velocity =
                anew ? new float[momentum.values().length] : momentum.values().clone();
        float[] next = outer.apply(old.values(), averaged, velocity);
        return List.of(write(old, next, context), write(momentum, velocity, context))
                .iterator();
    }

    private Iterator<BlockReceipt> statistics(BlockReceipt place, TaskContext context) throws IOException {
        StatisticsAveraging averaged = new StatisticsAveraging(state.tables());
        for (NetworkReceipt replica : replicas) {
            averaged.add(replica.trained().examples(), read(replica, place.table(), place.index()));
        }
        return List.of(write(files.read(place), averaged.combined(), context)).iterator();
    }

    private ParameterAveraging average(Block old) throws IOException {
        ParameterAveraging averaged = new ParameterAveraging(old.values().length);
        for (NetworkReceipt replica : replicas) {
            averaged.add(replica.trained().examples(), read(replica, old.table(), old.index()));
        }
        return averaged;
    }

    private float[] read(NetworkReceipt replica, int table, int index) throws IOException {
        return BlockSlices.read(files.files(), files.path(replica.file()), replica.slice(table, index))
                .values();
    }

    private BlockReceipt write(Block old, float[] values, TaskContext context) throws IOException {
        Block next = new Block(old.table(), old.index(), old.blocks(), old.rows(), old.width(), old.stride(), values);
        return files.write(step, next, context);
    }
}
