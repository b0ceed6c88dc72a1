package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.plan.EpochOrder;
import java.io.Serializable;

/**
 * The examples that a run trains on: all of a catalog but those set aside.
 *
 * @param catalog how many the catalog has
 * @param aside numbers of those that are set aside, ascending
 */
public record NetworkExamples(int catalog, int[] aside) implements Serializable {
    /** How many are trained on. */
    public int size() {
        return catalog - aside.length;
    }

    /**
     * Numbers of the examples in the order of an epoch, worked out once an epoch on each executor.
     *
     * @param files the run's directory
     * @param seed the run's seed
     * @param epoch counted from 0
     * @return shape [size()]; shared, not to be written to
     */
    int[] order(RunFiles files, long seed, int epoch) {
        return files.scope().once("order", NewestOrder::new).of(this, seed, epoch);
    }

    /** Numbers of the examples in the order of an epoch: a new array. */
    int[] order(long seed, int epoch) {
        int[] order = EpochOrder.shuffled(seed, epoch, size());
        if (aside.length > 0) {
            int[] numbers = numbers();
            for (int i = 0; i < order.length; i++) {
                order[i] = numbers[order[i]];
            }
        }
        return order;
    }

    /** Numbers of all examples that are not set aside, ascending. */
    public int[] numbers() {
        int[] numbers = new int[size()];
        int skipped = 0;
        for (int i = 0; i < catalog; i++) {
            if (skipped < aside.length && aside[skipped] == i) {
                skipped++;
            } else {
                numbers[i - skipped] = i;
            }
        }
        return numbers;
    }

    /** The order asked for last. */
    private static final class NewestOrder {
        private int epoch = -1;
        private int[] order;

        synchronized int[] of(NetworkExamples examples, long seed, int asked) {
            if (asked != epoch) {
                order = examples.order(seed, asked);
                epoch = asked;
            }
            return order;
        }
    }
}
