package io.cohort.worker.embedding;

/**
 * The pairs of one range that fall into one partition, bucket after bucket in the order of {@link PairLayout}, in drawn
 * order within a bucket.
 *
 * @param range the range they were drawn from
 * @param partition the partition they belong to
 * @param counts pairs of each bucket of the partition, length (B/T)²
 * @param pairs all pairs, each {@code localInput << 16 | localOutput}; both halves unsigned
 */
public record PairChunk(int range, int partition, int[] counts, int[] pairs) {
    /**
     * Packs a pair.
     *
     * @param localInput row within the input block, in [0, 65536)
     * @param localOutput row within the output block, in [0, 65536)
     */
    public static int pair(int localInput, int localOutput) {
        return localInput << 16 | localOutput;
    }

    /** Row within the input block, in [0, 65536). */
    public static int input(int pair) {
        return pair >>> 16;
    }

    /** Row within the output block, in [0, 65536). */
    public static int output(int pair) {
        return pair & 0xffff;
    }
}
