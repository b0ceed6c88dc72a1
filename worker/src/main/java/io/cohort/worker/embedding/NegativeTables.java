package io.cohort.worker.embedding;

import io.cohort.worker.state.Block;

/** Distributions that negatives are drawn from: counts to the power of 3/4, as in word2vec. */
public final class NegativeTables {
    private static final double POWER = 0.75;

    private NegativeTables() {}

    /**
     * The distribution over the rows of one output block.
     *
     * @param counts how often each word occurs, by id, at least 1; read, not kept
     * @param block which block, in [0, blocks)
     * @param blocks how many blocks, a power of two
     * @return draws local rows of the block
     * @throws IllegalArgumentException if the block has no rows: a bucket of it has no pairs and needs no table
     */
    public static AliasTable of(long[] counts, int block, int blocks) {
        double[] weights = new double[Block.rowsOf(counts.length, block, blocks)];
        if (weights.length == 0) {
            throw new IllegalArgumentException("block " + block + " of " + blocks + " has no rows: there are only "
                    + counts.length + " words; lower word-vectors.blocks");
        }
        for (int row = 0; row < weights.length; row++) {
            weights[row] = StrictMath.pow(counts[row * blocks + block], POWER);
        }
        return AliasTable.of(weights);
    }
}
