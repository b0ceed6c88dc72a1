package io.cohort.worker.embedding;

/**
 * Arithmetic on rows inside flat arrays. Both implementations round alike, to the last bit: element i of a sum goes to
 * lane i mod 16 by one fused multiply-add, in rising order; the sixteen lanes are added as {@link #sumOfLanes} says.
 * An instance keeps scratch and serves one thread.
 */
interface RowArithmetic {
    /** Lanes that a dot product is gathered in. */
    int LANES = 16;

    /**
     * Σ a[aOffset + i] · b[bOffset + i] for i in [0, count).
     *
     * @param a first array; read
     * @param aOffset where its row starts
     * @param b second array; read
     * @param bOffset where its row starts
     * @param count how many elements, at least 0
     * @throws IndexOutOfBoundsException if a row leaves its array
     */
    float dot(float[] a, int aOffset, float[] b, int bOffset, int count);

    /**
     * y[yOffset + i] += factor · x[xOffset + i], by fused multiply-add, for i in [0, count).
     *
     * @param factor any number
     * @param x source; read
     * @param xOffset where its row starts
     * @param y target; changed; the rows do not overlap unless they are the same
     * @param yOffset where its row starts
     * @param count how many elements, at least 0
     * @throws IndexOutOfBoundsException if a row leaves its array
     */
    void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int count);

    /**
     * The best for this JVM: with {@code jdk.incubator.vector} where that module is there, plain loops elsewhere; the
     * bits are the same.
     */
    static RowArithmetic best() {
        return VectorModule.isPresent() ? new VectorRowArithmetic() : new ScalarRowArithmetic();
    }

    /**
     * Adds sixteen lanes: lane i + lane (i+8) first, then {@link #sumOfEight}. The first eight are overwritten.
     *
     * @param lanes sixteen numbers from index 0; changed
     */
    static float sumOfLanes(float[] lanes) {
        for (int i = 0; i < 8; i++) {
            lanes[i] += lanes[i + 8];
        }
        return sumOfEight(lanes, 0);
    }

    /**
     * Adds eight lanes as a tree, the halves first: ((0+4)+(2+6))+((1+5)+(3+7)).
     *
     * @param lanes holds the eight numbers; read
     * @param at index of the first
     */
    static float sumOfEight(float[] lanes, int at) {
        return ((lanes[at] + lanes[at + 4]) + (lanes[at + 2] + lanes[at + 6]))
                + ((lanes[at + 1] + lanes[at + 5]) + (lanes[at + 3] + lanes[at + 7]));
    }
}
