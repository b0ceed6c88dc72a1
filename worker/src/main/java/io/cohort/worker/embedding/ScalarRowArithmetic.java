package io.cohort.worker.embedding;

import java.util.Arrays;
import java.util.Objects;

/** Row arithmetic as plain loops. */
final class ScalarRowArithmetic implements RowArithmetic {
    private final float[] lanes = new float[LANES];

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int count) {
        Objects.checkFromIndexSize(aOffset, count, a.length);
        Objects.checkFromIndexSize(bOffset, count, b.length);
        Arrays.fill(lanes, 0);
        for (int i = 0; i < count; i++) {
            lanes[i % LANES] = Math.fma(a[aOffset + i], b[bOffset + i], lanes[i % LANES]);
        }
        return RowArithmetic.sumOfLanes(lanes);
    }

    @Override
    public void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int count) {
        Objects.checkFromIndexSize(xOffset, count, x.length);
        Objects.checkFromIndexSize(yOffset, count, y.length);
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = Math.fma(factor, x[xOffset + i], y[yOffset + i]);
        }
    }
}
