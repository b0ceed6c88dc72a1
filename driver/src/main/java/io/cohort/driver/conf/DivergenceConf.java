package io.cohort.driver.conf;

/**
 * What becomes of a run whose loss or parameters are no longer finite.
 *
 * @param onDivergence what to do
 * @param rateFactor factor of every learning rate after a roll-back, above 0, below 1
 * @param maxRollBacks after so many the run stops all the same, at least 1
 */
public record DivergenceConf(Reaction onDivergence, double rateFactor, int maxRollBacks) implements Inlined {
    /** What to do. */
    public enum Reaction {
        /** End with exit code 4. */
        STOP,
        /** Go back to the last state that ended an epoch, or to the first, and train on with lower rates. */
        ROLL_BACK_AND_LOWER_RATE
    }

    /** @throws ConfigurationException if a value is out of its range */
    public DivergenceConf {
        Limits.positive("checkpoint.rate-factor", rateFactor);
        Limits.below("checkpoint.rate-factor", rateFactor, 0, 1);
        Limits.whole("checkpoint.max-roll-backs", maxRollBacks, 1, 1000);
    }
}
