package io.cohort.worker.tree;

/**
 * Sigmoid and hyperbolic tangent in place, from an exponential of additions and multiplications only, so the same bits on
 * every machine. Relative error of the exponential: below 2e-7.
 */
final class Activations {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts; the first has few bits, so its products with whole numbers are exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1.5 · 2²³: adding it rounds to a whole number, which then lies in the lowest bits. */
    private static final float ROUND = 12582912f;

    private static final float LIMIT = 87;

    private Activations() {}

    /**
     * eˣ (Cody, Waite: "Software Manual for the Elementary Functions", 1980; coefficients of Moshier's Cephes).
     *
     * @param x is limited to [-87, 87]
     */
    static float exp(float x) {
        float limited = Math.max(-LIMIT, Math.min(LIMIT, x));
        float rounded = limited * LOG2_E + ROUND;
        float whole = rounded - ROUND;
        float r = limited - whole * LN2_HIGH - whole * LN2_LOW;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + 0x3F800000);
        return (p * r * r + r + 1) * power;
    }

    /** σ(x) = 1 / (1 + e⁻ˣ) for values[from .. to). */
    static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = 1 / (1 + exp(-values[i]));
        }
    }

    /** tanh x = 2·σ(2x) − 1 for values[from .. to); absolute error below 2e-7. */
    static void tanh(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = tanh(values[i]);
        }
    }

    static float tanh(float x) {
        return 2 / (1 + exp(-2 * x)) - 1;
    }
}
