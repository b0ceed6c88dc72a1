package io.cohort.driver.plan;

/**
 * How a stratified run is cut: blocks and passes. Depends on the conf and the corpus alone.
 *
 * @param blocks blocks a table, a power of two
 * @param passes passes an epoch
 */
public record StratifiedPlan(int blocks, int passes) implements java.io.Serializable {
    private static final int MOST_ROWS = 1 << 16;
    private static final int LEAST_ROWS = 1_000;
    private static final int LEAST_BLOCKS = 8;
    private static final int MOST_BLOCKS = 256;
    private static final int LEAST_PASSES = 4;
    /** Bytes of an input block and an output block together that stay in a core's second-level cache. */
    private static final long CACHE_BYTES = 1 << 20;
    /** Pairs that a word of text gives, with room to spare; 3.2 at subsample 1e-4 and window 5. */
    private static final double PAIRS_PER_WORD_AND_WINDOW = 1.0;

    private static final int BYTES_PER_PAIR = 4;
    private static final double MOST_RECORDS = 1e7;

    public StratifiedPlan {
        if (Integer.bitCount(blocks) != 1) {
            throw new IllegalArgumentException("word-vectors.blocks must be a power of two, but is " + blocks);
        }
        if (passes < 1) {
            throw new IllegalArgumentException("word-vectors.passes must be at least 1, but is " + passes);
        }
    }

    /**
     * Blocks a table: as many as make a pair of blocks fit a core's cache while a block keeps enough rows to draw
     * negatives from.
     *
     * @param words rows of a table
     * @param stride floats a row
     * @param ranges ranges of the corpus a pass
     */
    public static int blocksFor(long words, int stride, long ranges) {
        int blocks = LEAST_BLOCKS;
        while (blocks < MOST_BLOCKS
                && words / (2L * blocks) >= LEAST_ROWS
                && 2L * (words / blocks) * stride * Float.BYTES > CACHE_BYTES
                && 4.0 * blocks * blocks * ranges <= MOST_RECORDS) {
            blocks *= 2;
        }
        while ((words + blocks - 1) / blocks > MOST_ROWS) {
            blocks *= 2;
        }
        return blocks;
    }

    /**
     * Passes an epoch: at least four, and so many that the pairs of one fit a given number of bytes.
     *
     * @param corpusWords words of the corpus
     * @param window words on each side
     * @param passBytes bytes that a pass's pairs may take
     */
    public static int passesFor(long corpusWords, int window, long passBytes) {
        return (int) Math.max(LEAST_PASSES, (pairBytes(corpusWords, window) + passBytes - 1) / passBytes);
    }

    /**
     * Bytes of all pairs of an epoch, with room to spare.
     *
     * @param corpusWords words of the corpus
     * @param window words on each side
     */
    public static long pairBytes(long corpusWords, int window) {
        return (long) (corpusWords * PAIRS_PER_WORD_AND_WINDOW * (window + 1)) * BYTES_PER_PAIR;
    }

    /**
     * Words a range of the encoded corpus: small enough that each of four passes has sixteen, large enough that a
     * large corpus has no more ranges than a driver can count.
     *
     * @param corpusWords words of the corpus
     */
    public static long rangeWordsFor(long corpusWords) {
        return Math.max(2_000, Math.min(1_000_000, corpusWords / 64));
    }

    /**
     * Refuses a number of blocks that rows cannot be numbered with.
     *
     * @param words rows of a table
     * @throws IllegalArgumentException if a block would have more rows than a pair can name
     */
    public void check(long words) {
        if ((words + blocks - 1) / blocks > MOST_ROWS) {
            throw new IllegalArgumentException("word-vectors.blocks is " + blocks + ", but " + words
                    + " words need at least " + Long.highestOneBit(Math.max(1, (words - 1) / MOST_ROWS)) * 2
                    + " blocks of " + MOST_ROWS + " rows; leave the key at auto or raise it");
        }
    }

    /**
     * The rate at a point of the run: lr₀ · (1 − (epoch·P + pass + t/B) / (epochs·P)); the floor is the caller's.
     *
     * @param rate lr₀
     * @param epochs epochs of the run
     * @param epoch counted from 0
     * @param pass counted from 0
     * @param stratum t, strata done in the pass
     */
    public double rateAt(double rate, int epochs, int epoch, int pass, int stratum) {
        double done = ((double) epoch * passes + pass + (double) stratum / blocks) / ((double) epochs * passes);
        return rate * (1 - done);
    }
}
