package io.cohort.worker.embedding;

import java.util.Arrays;

/**
 * The pairs of one range that fall into one partition, bucket after bucket in the order of {@link PairLayout}, in drawn
 * order within a bucket.
 *
 * @param range the range they were drawn from
 * @param partition the partition they belong to
 * @param counts pairs of each bucket of the partition, length (B/T)²
 * @param pairs holds all pairs, each {@code localInput << 16 | localOutput}; both halves unsigned; chunks may share it
 * @param from where in the array the first pair lies
 */
public record PairChunk(int range, int partition, int[] counts, int[] pairs, int from) {
    /** A chunk with an array of its own. */
    public PairChunk(int range, int partition, int[] counts, int[] pairs) {
        this(range, partition, counts, pairs, 0);
    }

    /** How many pairs there are. */
    public int size() {
        return Arrays.stream(counts).sum();
    }

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
