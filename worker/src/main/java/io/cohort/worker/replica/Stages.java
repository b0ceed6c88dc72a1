package io.cohort.worker.replica;

import java.io.Serializable;

/**
 * A run in stages, one after another, each with a schedule and an updater that begin anew.
 *
 * @param count how many, at least 1
 * @param epochs of each, at least 1
 */
public record Stages(int count, int epochs) implements Serializable {
    /** The whole run is one stage, however long it is. */
    public static final Stages ONE = new Stages(1, Integer.MAX_VALUE);

    public Stages {
        if (count < 1 || epochs < 1) {
            throw new IllegalArgumentException("there are no " + count + " stages of " + epochs + " epochs");
        }
    }

    /**
     * The stage of an epoch, counted from 0; the last one has no end.
     *
     * @param epoch counted from 0
     */
    public int at(int epoch) {
        return Math.min(count - 1, epoch / epochs);
    }

    /** Epochs of the same stage before this one. */
    public int within(int epoch) {
        return epoch - at(epoch) * epochs;
    }

    /** Whether another stage ends where this epoch begins. */
    public boolean follows(int epoch) {
        return epoch > 0 && within(epoch) == 0;
    }

    /** Whether no stage comes after that of an epoch. */
    public boolean isLast(int epoch) {
        return at(epoch) == count - 1;
    }
}
