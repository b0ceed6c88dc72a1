package io.cohort.worker.embedding;

/**
 * Step 2 of {@link PairKernel}, element by element: from scores to errors. The logistic function is computed as
 * σ(x) = ½ + ½·tanh(x/2) with Lambert's continued fraction for tanh, cut after the seventh term:
 *
 * <pre>tanh y ≈ y·(135135 + 17325y² + 378y⁴ + y⁶) / (135135 + 62370y² + 3150y⁴ + 28y⁶)</pre>
 *
 * for |x| ≤ 8 (beyond, as at the limit). Its error is below 8e-6, and it needs additions, products, one division: the same
 * bits as vectors of any width.
 */
final class GroupErrors {
    static final float LIMIT = Sigmoid.LIMIT;
    static final float N0 = 135135;
    static final float N1 = 17325;
    static final float N2 = 378;
    static final float D1 = 62370;
    static final float D2 = 3150;
    static final float D3 = 28;

    private GroupErrors() {}

    /**
     * rate · (label − σ(score)).
     *
     * @param score any number; NaN gives NaN
     * @param label 1 for a pair, 0 for a negative
     * @param rate learning rate
     */
    static float of(float score, float label, float rate) {
        return (label - sigmoid(score)) * rate;
    }

    static float sigmoid(float score) {
        float y = Math.max(-LIMIT, Math.min(LIMIT, score)) * 0.5f;
        float z = y * y;
        float numerator = y * Math.fma(z, Math.fma(z, z + N2, N1), N0);
        float denominator = Math.fma(z, Math.fma(z, Math.fma(z, D3, D2), D1), N0);
        return Math.fma(numerator / denominator, 0.5f, 0.5f);
    }

    /** 1 at each multiple of period, 0 elsewhere. */
    static float[] labels(int length, int period) {
        float[] labels = new float[length];
        for (int i = 0; i < length; i += period) {
            labels[i] = 1;
        }
        return labels;
    }

    /**
     * Loss of the first pair of a group.
     *
     * @param scores its scores from index 0: with its output, then with the negatives; read
     * @param negatives how many negatives
     */
    static double loss(float[] scores, int negatives) {
        double loss = -Sigmoid.log(scores[0]);
        for (int k = 1; k <= negatives; k++) {
            loss -= Sigmoid.log(-scores[k]);
        }
        return loss;
    }
}
