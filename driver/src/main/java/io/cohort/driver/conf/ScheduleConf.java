package io.cohort.driver.conf;

/**
 * How the learning rate of networks falls: keys of {@code training}.
 *
 * @param schedule the formula
 * @param scheduleFactor factor of step and exponential, in (0, 1]
 * @param scheduleEvery epochs after which the factor applies, finite and above 0
 * @param schedulePower power of polynomial, finite and above 0
 * @param minimumRateShare share of the highest rate below which it does not fall, 0 to 1
 * @param warmUp epochs in which the rate rises to its highest, 0 or more, fractions allowed
 * @param warmUpFrom share of the highest rate that the warm-up begins with, 0 to 1
 * @param replicaScaling what the number of replicas makes of the highest rate
 */
public record ScheduleConf(
        Schedule schedule,
        double scheduleFactor,
        double scheduleEvery,
        double schedulePower,
        double minimumRateShare,
        double warmUp,
        double warmUpFrom,
        ReplicaScaling replicaScaling)
        implements Inlined {
    /** Formulas; {@code training.schedule}. */
    public enum Schedule {
        /** Never falls. */
        CONSTANT,
        /** By a factor every few epochs, at once. */
        STEP,
        /** By a factor every few epochs, steadily. */
        EXPONENTIAL,
        /** In a straight line to 0. */
        LINEAR,
        /** A power of the straight line. */
        POLYNOMIAL,
        /** Half a cosine, to 0. */
        COSINE
    }

    /** What R replicas make of the rate; {@code training.replica-scaling}. */
    public enum ReplicaScaling {
        /** Nothing. */
        NONE,
        /** R times as much. */
        LINEAR,
        /** √R times as much. */
        SQRT;

        /** The factor. */
        public double of(int replicas) {
            return switch (this) {
                case NONE -> 1;
                case LINEAR -> replicas;
                case SQRT -> Math.sqrt(replicas);
            };
        }
    }

    /** @throws ConfigurationException if a value is missing or out of its range */
    public ScheduleConf {
        Limits.given("training.schedule", schedule);
        Limits.given("training.replica-scaling", replicaScaling);
        Limits.positive("training.schedule-factor", scheduleFactor);
        Limits.share("training.schedule-factor", scheduleFactor);
        Limits.positive("training.schedule-every", scheduleEvery);
        Limits.positive("training.schedule-power", schedulePower);
        Limits.share("training.minimum-rate-share", minimumRateShare);
        Limits.notNegative("training.warm-up", warmUp);
        Limits.share("training.warm-up-from", warmUpFrom);
    }
}
