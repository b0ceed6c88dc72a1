package io.cohort.driver.plan;

/**
 * How a run of averaging steps over word vectors is cut. Depends on the conf and the corpus alone.
 *
 * @param blocks blocks a table, a power of two
 * @param steps steps an epoch
 */
public record AveragingPlan(int blocks, int steps) {
    private static final int LEAST_ROWS = 1_000;
    private static final int LEAST_BLOCKS = 8;
    private static final int MOST_BLOCKS = 64;
    private static final long MOST_BLOCK_BYTES = 64 << 20;
    /** One replica averages nothing; it only commits now and then. */
    private static final int LEAST_STEPS = 4;
    /** Words that a replica trains on in a step. Measured at 8 replicas: more cost quality, fewer gain none. See the README. */
    private static final long WORDS_A_REPLICA = 30_000;

    /**
     * Blocks a table: enough to be combined in parallel, each with enough rows to be worth a file.
     *
     * @param words rows of a table
     * @param stride floats a row
     */
    public static int blocksFor(long words, int stride) {
        int blocks = LEAST_BLOCKS;
        while (blocks < MOST_BLOCKS && words / (2L * blocks) >= LEAST_ROWS) {
            blocks *= 2;
        }
        while ((words + blocks - 1) / blocks * stride * Float.BYTES > MOST_BLOCK_BYTES) {
            blocks *= 2;
        }
        return blocks;
    }

    /**
     * Steps an epoch.
     *
     * @param corpusWords words of the corpus
     * @param replicas R
     */
    public static int stepsFor(long corpusWords, int replicas) {
        long steps = replicas == 1 ? 0 : corpusWords / (WORDS_A_REPLICA * replicas);
        return (int) Math.max(LEAST_STEPS, Math.min(1_000_000, steps));
    }

    /**
     * Words a range of the encoded corpus: small enough that every replica has some in every step.
     *
     * @param corpusWords words of the corpus
     * @param steps steps an epoch
     * @param replicas R
     */
    public static long rangeWordsFor(long corpusWords, int steps, int replicas) {
        return Math.max(500, Math.min(1_000_000, corpusWords / (4L * steps * replicas)));
    }
}
