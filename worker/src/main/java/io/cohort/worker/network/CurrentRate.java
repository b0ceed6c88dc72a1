package io.cohort.worker.network;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of the minibatch that is being trained, as the plan says it, times a group's factor. One for each
 * network and factor; the network's updaters ask it.
 */
final class CurrentRate implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double factor;
    private double rate;

    /** @param factor of the group of layers that it is for */
    CurrentRate(double factor) {
        this.factor = factor;
    }

    /** @param planned rate before the factor */
    void set(double planned) {
        rate = planned * factor;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate;
    }

    /** Itself: copies of a configuration obey the same plan. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public CurrentRate clone() {
        return this;
    }
}
