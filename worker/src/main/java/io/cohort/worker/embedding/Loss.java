package io.cohort.worker.embedding;

/**
 * The loss of some pairs: −ln σ(x·o) − Σₖ ln σ(−x·nₖ), of the first pair of every eighth group, from the first group
 * of a bucket on, as it was before the group was trained. Scores beyond ±8 count as ±8, but one that is not finite makes the sum NaN, whichever pair it belongs to.
 *
 * @param sum in nats
 * @param pairs how many pairs were looked at
 */
public record Loss(double sum, long pairs) {
    /** Looking at each group would cost three percent of the speed. */
    static final int GROUPS_PER_SAMPLE = 8;

    /** No pairs. */
    public static final Loss NONE = new Loss(0, 0);

    /** Both together. */
    public Loss plus(Loss other) {
        return new Loss(sum + other.sum, pairs + other.pairs);
    }

    /** Loss of a pair in nats; NaN if there are none or training diverged. */
    public double mean() {
        return sum / pairs;
    }
}
