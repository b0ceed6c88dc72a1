package io.cohort.driver.step;

import io.cohort.worker.replica.TrainedShare;
import io.cohort.worker.state.BlockSlice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica's task of a network's step returns.
 *
 * @param replica which replica
 * @param executor where it was trained, in words
 * @param file its parameters and updater state, relative to the run's directory; empty if it had no share
 * @param slices where in the file which block lies
 * @param trained examples and loss
 * @param minibatches how many it trained
 * @param finite whether all its parameters are finite numbers
 * @param readSeconds reading the state
 * @param trainSeconds reading examples and arithmetic
 * @param writeSeconds writing parameters and updater state
 */
public record NetworkReceipt(
        int replica,
        String executor,
        String file,
        List<BlockSlice> slices,
        TrainedShare trained,
        int minibatches,
        boolean finite,
        double readSeconds,
        double trainSeconds,
        double writeSeconds)
        implements Serializable {
    public NetworkReceipt {
        slices = new ArrayList<>(slices);
    }

    /** Of a replica that had no share. */
    static NetworkReceipt idle(int replica) {
        return new NetworkReceipt(replica, "", "", List.of(), new TrainedShare(0, 0, 0, 0), 0, true, 0, 0, 0);
    }

    /** Where a block lies. */
    BlockSlice slice(int table, int index) {
        return slices.stream()
                .filter(slice -> slice.table() == table && slice.index() == index)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "replica " + replica + " wrote no block " + index + " of table " + table));
    }
}
