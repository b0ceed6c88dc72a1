package io.cohort.worker.embedding;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Row arithmetic with vectors of 256 bits. */
final class VectorRowArithmetic implements RowArithmetic {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private final float[] lanes = new float[LANES];

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int count) {
        Objects.checkFromIndexSize(aOffset, count, a.length);
        Objects.checkFromIndexSize(bOffset, count, b.length);
        FloatVector low = FloatVector.zero(EIGHT);
        FloatVector high = FloatVector.zero(EIGHT);
        int whole = count & -LANES;
        int i = 0;
        for (; i < whole; i += LANES) {
            low = FloatVector.fromArray(EIGHT, a, aOffset + i).fma(FloatVector.fromArray(EIGHT, b, bOffset + i), low);
            high = FloatVector.fromArray(EIGHT, a, aOffset + i + 8)
                    .fma(FloatVector.fromArray(EIGHT, b, bOffset + i + 8), high);
        }
        if (i + 8 <= count) {
            low = FloatVector.fromArray(EIGHT, a, aOffset + i).fma(FloatVector.fromArray(EIGHT, b, bOffset + i), low);
            i += 8;
        }
        low.intoArray(lanes, 0);
        high.intoArray(lanes, 8);
        for (; i < count; i++) {
            lanes[i % LANES] = Math.fma(a[aOffset + i], b[bOffset + i], lanes[i % LANES]);
        }
        return RowArithmetic.sumOfLanes(lanes);
    }

    @Override
    public void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int count) {
        Objects.checkFromIndexSize(xOffset, count, x.length);
        Objects.checkFromIndexSize(yOffset, count, y.length);
        FloatVector factors = FloatVector.broadcast(EIGHT, factor);
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            FloatVector.fromArray(EIGHT, x, xOffset + i)
                    .fma(factors, FloatVector.fromArray(EIGHT, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = Math.fma(factor, x[xOffset + i], y[yOffset + i]);
        }
    }
}
