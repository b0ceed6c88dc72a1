package io.cohort.worker.embedding;

import io.cohort.worker.Seeds;

/** The group of pairs at hand: where its rows start, and the negatives drawn for it. The same for all kernels. */
final class PairGroup {
    /** Tries for a negative until it is left out: a block may have fewer rows than a group has outputs. */
    private static final int TRIES = 16;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** Offsets of the pairs' rows in the input block. */
    final int[] inputs;
    /** Offsets of the pairs' rows in the output block. */
    final int[] outputs;
    /** Offsets of the negatives' rows in the output block. */
    final int[] negatives;

    /** How many pairs the group has. */
    int pairs;
    /** How many negatives were found, at most K. */
    int drawn;

    private final int stride;
    private long state;

    PairGroup(KernelSettings settings) {
        stride = settings.stride();
        inputs = new int[settings.group()];
        outputs = new int[settings.group()];
        negatives = new int[settings.negatives()];
    }

    /** Begins a bucket. */
    void seed(long seed) {
        state = seed;
    }

    /** Takes the next pairs, at most G. */
    void take(BucketTraining bucket, int first) {
        pairs = Math.min(inputs.length, bucket.to() - first);
        long seen = 0;
        int[] packed = bucket.pairs();
        for (int p = 0; p < pairs; p++) {
            int pair = packed[first + p];
            inputs[p] = (pair >>> 16) * stride;
            outputs[p] = (pair & 0xffff) * stride;
            seen |= 1L << pair;
        }
        draw(bucket.negatives(), seen);
    }

    /** A row whose bit is not among those seen is certainly new; only the others are compared one by one. */
    private void draw(AliasTable table, long seenAtFirst) {
        long seen = seenAtFirst;
        drawn = 0;
        for (int k = 0; k < negatives.length; k++) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                state += GOLDEN_GAMMA;
                int row = table.draw(Seeds.mix(state));
                int offset = row * stride;
                if ((seen >>> row & 1) == 0 || isNew(offset)) {
                    negatives[drawn++] = offset;
                    seen |= 1L << row;
                    break;
                }
            }
        }
    }

    private boolean isNew(int offset) {
        for (int p = 0; p < pairs; p++) {
            if (outputs[p] == offset) {
                return false;
            }
        }
        for (int k = 0; k < drawn; k++) {
            if (negatives[k] == offset) {
                return false;
            }
        }
        return true;
    }
}
