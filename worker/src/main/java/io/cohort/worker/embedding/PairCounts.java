package io.cohort.worker.embedding;

/**
 * What was drawn from a range, for checking later that all of it was trained.
 *
 * @param pairsOfStratum pairs of each stratum t, length B
 * @param words words read, subsampled or not
 * @param keptWords words left after subsampling
 * @param sentences sentences read, empty ones too
 */
public record PairCounts(long[] pairsOfStratum, long words, long keptWords, long sentences)
        implements java.io.Serializable {
    /** All pairs of the range. */
    public long pairs() {
        long sum = 0;
        for (long pairs : pairsOfStratum) {
            sum += pairs;
        }
        return sum;
    }
}
