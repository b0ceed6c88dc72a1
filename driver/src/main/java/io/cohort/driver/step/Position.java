package io.cohort.driver.step;

/**
 * What a run does next.
 *
 * @param epoch counted from 0; equal to the number of epochs when the run is through
 * @param pass counted from 0
 * @param stratum strata of the pass that are done; always 0 for averaging steps
 */
public record Position(int epoch, int pass, int stratum) implements java.io.Serializable {
    /** Where every run starts. */
    public static final Position START = new Position(0, 0, 0);

    /** Whether an epoch has just ended. */
    public boolean endsEpoch() {
        return epoch > 0 && pass == 0 && stratum == 0;
    }

    /**
     * The position after a part of a pass.
     *
     * @param done strata of the pass that are done now
     * @param strata strata of a pass
     * @param passes passes of an epoch
     */
    public Position after(int done, int strata, int passes) {
        if (done < strata) {
            return new Position(epoch, pass, done);
        }
        return pass + 1 < passes ? new Position(epoch, pass + 1, 0) : new Position(epoch + 1, 0, 0);
    }
}
