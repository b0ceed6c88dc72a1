package io.cohort.driver.conf;

/**
 * Which states stay beside the two newest.
 *
 * @param keepEpochs whether the last state of every epoch is kept
 * @param everySteps steps after which a state is kept, at least 1; 0 for none
 * @param everyMinutes minutes after which a state is kept, finite; 0 for none
 * @param keepLast how many of the kept states stay, the newest ones; 0 for all
 * @param divergence when to go back to one of them
 */
public record CheckpointConf(
        boolean keepEpochs, long everySteps, double everyMinutes, int keepLast, DivergenceConf divergence) {
    /** @throws ConfigurationException if a value is out of its range */
    public CheckpointConf {
        Limits.notNegative("checkpoint.every-steps", everySteps);
        Limits.notNegative("checkpoint.every-minutes", everyMinutes);
        Limits.whole("checkpoint.keep-last", keepLast, 0, Integer.MAX_VALUE);
    }
}
