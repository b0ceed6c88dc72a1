package io.cohort.worker.replica;

import java.io.Serializable;

/**
 * What is done with the mean of the replicas: a step with Nesterov momentum from the old parameters towards it. With
 * {@code Δ = old − mean}: {@code v ← μ v + Δ}, {@code new = old − η (Δ + μ v)}. Without momentum and with rate 1 the mean
 * itself is taken, to the bit.
 *
 * <p>The momentum is that of Wang, Tantia, Ballas, Rabbat, "SlowMo", ICLR 2020, algorithm 1, in Nesterov's form; see also
 * Huo et al., "Large batch optimization for deep learning using new complete layer-wise adaptive rate scaling", 2020.
 *
 * @param momentum μ, in [0, 1)
 * @param rate η, above 0
 */
public record OuterStep(double momentum, double rate) implements Serializable {
    public OuterStep {
        if (!(momentum >= 0 && momentum < 1) || !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("outer momentum must be in [0, 1) and the outer rate finite and above 0,"
                    + " but they are " + momentum + " and " + rate);
        }
    }

    /** Whether a momentum is kept from step to step. */
    public boolean hasMomentum() {
        return momentum > 0;
    }

    /**
     * Takes the step.
     *
     * @param old parameters before, shape [size]; read
     * @param averaged replicas' mean, of the same size
     * @param velocity v, shape [size]; changed. Without momentum ignored
     * @return parameters after, shape [size]
     */
    public float[] apply(float[] old, ParameterAveraging averaged, float[] velocity) {
        if (!hasMomentum() && rate == 1) {
            return averaged.means();
        }
        float[] next = new float[old.length];
        for (int i = 0; i < next.length; i++) {
            double delta = old[i] - averaged.mean(i);
            double way = delta;
            if (hasMomentum()) {
                velocity[i] = (float) (momentum * velocity[i] + delta);
                way += momentum * velocity[i];
            }
            next[i] = (float) (old[i] - rate * way);
        }
        return next;
    }
}
