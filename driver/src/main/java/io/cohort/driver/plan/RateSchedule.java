package io.cohort.driver.plan;

import java.io.Serializable;

/**
 * The learning rate of every minibatch: a function of the epochs that lie behind it, fractions included, and so the same
 * for all replicas, on every cluster and after every resume. A linear warm-up comes first, then the decay begins: with q
 * epochs behind it and Q epochs in all, both without the warm-up, the rate is {@code top · max(floor, decay(q, Q))}.
 *
 * @param decay how it falls
 * @param top the highest rate, finite and above 0
 * @param floor share of the highest rate below which it does not fall, in [0, 1]
 * @param epochs epochs of the run
 * @param warmUp epochs of warm-up, at least 0; may be a fraction
 * @param warmUpFrom share of the highest rate that the warm-up begins with, in [0, 1]
 */
public record RateSchedule(Decay decay, double top, double floor, double epochs, double warmUp, double warmUpFrom)
        implements Serializable {
    /**
     * How the rate falls.
     *
     * @param kind the formula
     * @param factor f
     * @param every n, epochs
     * @param power p
     */
    public record Decay(Kind kind, double factor, double every, double power) implements Serializable {
        /** Share of the highest rate after q of Q epochs. */
        double after(double q, double all) {
            double done = all > 0 ? Math.min(1, q / all) : 1;
            return switch (kind) {
                case CONSTANT -> 1;
                case STEP -> StrictMath.pow(factor, Math.floor(q / every));
                case EXPONENTIAL -> StrictMath.pow(factor, q / every);
                case LINEAR -> 1 - done;
                case POLYNOMIAL -> StrictMath.pow(1 - done, power);
                case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
            };
        }
    }

    /** The formulas. */
    public enum Kind {
        /** 1. */
        CONSTANT,
        /** f^⌊q/n⌋. */
        STEP,
        /** f^(q/n). */
        EXPONENTIAL,
        /** 1 − q/Q. */
        LINEAR,
        /** (1 − q/Q)^p. */
        POLYNOMIAL,
        /** (1 + cos(π q/Q)) / 2. */
        COSINE
    }

    public RateSchedule {
        if (!(top > 0 && top < Double.POSITIVE_INFINITY) || !(epochs > 0) || !(warmUp >= 0)) {
            throw new IllegalArgumentException("no schedule with a highest rate of " + top + " over " + epochs
                    + " epochs, " + warmUp + " of them warm-up");
        }
    }

    /** The same with every rate multiplied by a factor above 0. */
    public RateSchedule times(double scale) {
        return new RateSchedule(decay, top * scale, floor, epochs, warmUp, warmUpFrom);
    }

    /**
     * The rate of a minibatch.
     *
     * @param epoch counted from 0
     * @param place where in the epoch it begins, in [0, 1]
     */
    public double at(int epoch, double place) {
        double behind = epoch + place;
        if (behind < warmUp) {
            return top * (warmUpFrom + (1 - warmUpFrom) * (behind / warmUp));
        }
        return top * Math.max(floor, decay.after(behind - warmUp, epochs - warmUp));
    }

    /**
     * The rates of a replica's share of a step.
     *
     * @param plan how the epoch is dealt
     * @param epoch counted from 0
     * @param step of the epoch, counted from 0
     * @param replica counted from 0
     * @return one a minibatch
     */
    public double[] rates(NetworkPlan plan, int epoch, int step, int replica) {
        int count = plan.minibatches(step, replica);
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = at(epoch, plan.place(step, i, count));
        }
        return rates;
    }
}
