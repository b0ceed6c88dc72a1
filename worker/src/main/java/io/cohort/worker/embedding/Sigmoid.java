package io.cohort.worker.embedding;

/**
 * The logistic function and its logarithm from a table with linear interpolation, the same bits on every machine
 * ({@link StrictMath}). Arguments beyond ±{@value #LIMIT} are taken as the limit. Largest absolute error inside: 2e-5 for
 * the function, 5e-5 for the logarithm.
 */
public final class Sigmoid {
    /** Where the table ends, as in word2vec. */
    public static final float LIMIT = 8;

    private static final int STEPS = 1024;
    private static final float SCALE = STEPS / (2 * LIMIT);
    private static final float[] VALUE = new float[STEPS + 2];
    private static final float[] LOG = new float[STEPS + 2];

    static {
        for (int i = 0; i < VALUE.length; i++) {
            double x = i / (double) SCALE - LIMIT;
            VALUE[i] = (float) (1 / (1 + StrictMath.exp(-x)));
            LOG[i] = (float) -StrictMath.log1p(StrictMath.exp(-x));
        }
    }

    private Sigmoid() {}

    /**
     * σ(x) = 1 / (1 + e⁻ˣ).
     *
     * @param x any number; NaN gives NaN
     */
    public static float of(float x) {
        return at(VALUE, x);
    }

    /**
     * ln σ(x), the log-likelihood of a positive pair with score x.
     *
     * @param x any number; NaN gives NaN
     */
    public static float log(float x) {
        return at(LOG, x);
    }

    private static float at(float[] table, float x) {
        float position = (Math.max(-LIMIT, Math.min(LIMIT, x)) + LIMIT) * SCALE;
        int index = (int) position;
        float low = table[index];
        return low + (position - index) * (table[index + 1] - low);
    }
}
