package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.plan.EpochOrder;
import java.io.Serializable;

/**
 * The examples that a run trains on, numbered from 0.
 *
 * @param size how many
 */
public record NetworkExamples(int size) implements Serializable {
    /**
     * Numbers of the examples in the order of an epoch, worked out once an epoch on each executor.
     *
     * @param files the run's directory
     * @param seed the run's seed
     * @param epoch counted from 0
     * @return shape [size()]; shared, not to be written to
     */
    int[] order(RunFiles files, long seed, int epoch) {
        return files.scope().once("order", NewestOrder::new).of(size, seed, epoch);
    }

    /** The order asked for last. */
    private static final class NewestOrder {
        private int epoch = -1;
        private int[] order;

        synchronized int[] of(int size, long seed, int asked) {
            if (asked != epoch) {
                order = EpochOrder.shuffled(seed, asked, size);
                epoch = asked;
            }
            return order;
        }
    }
}
