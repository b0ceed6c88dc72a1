package io.cohort.driver.conf;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What networks train between two averagings, and what becomes of the replicas' mean: keys of {@code training}.
 *
 * @param batchSize examples of a minibatch of one replica, 1 to 1,000,000; see {@link #batchSizeFor}
 * @param averagingFrequency minibatches that a replica trains between two averagings, 1 to 1,000,000
 * @param outerMomentum momentum of the averaged steps, in [0, 1); see {@link #outerMomentumFor}
 * @param outerRate factor of the averaged steps, finite and above 0
 * @param labelSmoothing share of a label that is spread over all classes, in [0, 1)
 */
public record MinibatchConf(
        OptionalInt batchSize,
        int averagingFrequency,
        OptionalDouble outerMomentum,
        double outerRate,
        double labelSmoothing)
        implements Inlined {
    private static final int ALONE = 64;
    private static final int LEAST = 16;
    private static final double USUAL_MOMENTUM = 0.6;

    /** @throws ConfigurationException if a value is missing or out of its range */
    public MinibatchConf {
        batchSize.ifPresent(size -> Limits.whole("training.batch-size", size, 1, 1_000_000));
        Limits.whole("training.averaging-frequency", averagingFrequency, 1, 1_000_000);
        outerMomentum.ifPresent(value -> Limits.below("training.outer-momentum", value, 0, 1));
        Limits.positive("training.outer-rate", outerRate);
        Limits.below("training.label-smoothing", labelSmoothing, 0, 1);
    }

    /** Examples of a minibatch: what was given, or 64 shared out among the replicas, at least 16 each (see the README). */
    public int batchSizeFor(int replicas) {
        return batchSize.orElse(Math.max(LEAST, ALONE / replicas));
    }

    /** Momentum of the averaged steps: what was given, or 0.6 where there is something to average. */
    public double outerMomentumFor(int replicas) {
        return outerMomentum.orElse(replicas == 1 ? 0 : USUAL_MOMENTUM);
    }
}
