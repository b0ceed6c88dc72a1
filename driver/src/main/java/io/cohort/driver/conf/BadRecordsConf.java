package io.cohort.driver.conf;

/**
 * What becomes of examples that cannot be read.
 *
 * @param mode whether one fails the run
 * @param maxShare share of the examples that may be skipped, 0 to 1
 * @param maxCount how many may be skipped, 0 or more
 */
public record BadRecordsConf(Mode mode, double maxShare, long maxCount) {
    /** What a broken example does; {@code bad-records.mode}. */
    public enum Mode {
        /** It fails the run. */
        FAIL,
        /** It is left out, counted and named. */
        SKIP
    }

    /** @throws ConfigurationException if a value is missing or out of its range */
    public BadRecordsConf {
        Limits.given("bad-records.mode", mode);
        Limits.share("bad-records.max-share", maxShare);
        Limits.whole("bad-records.max-count", maxCount, 0, Long.MAX_VALUE);
    }

    /** How many of some examples may be skipped. */
    public long most(long examples) {
        return mode == Mode.FAIL ? 0 : Math.min(maxCount, (long) (maxShare * examples));
    }
}
