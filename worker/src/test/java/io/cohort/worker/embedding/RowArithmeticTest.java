package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowArithmeticTest {
    private final RowArithmetic scalar = new ScalarRowArithmetic();
    private final RowArithmetic vector = new VectorRowArithmetic();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 15, 16, 17, 24, 64, 100, 104, 257})
    void bothGiveTheSameBitsCloseToTheSumInDouble(int count) {
        float[] a = random(count + 3, 1);
        float[] b = random(count + 5, 2);

        float dot = scalar.dot(a, 3, b, 5, count);
        float[] sumScalar = b.clone();
        scalar.addScaled(0.37f, a, 3, sumScalar, 5, count);
        float[] sumVector = b.clone();
        vector.addScaled(0.37f, a, 3, sumVector, 5, count);

        double expected = 0;
        for (int i = 0; i < count; i++) {
            expected += (double) a[i + 3] * b[i + 5];
            assertThat((double) sumScalar[i + 5]).isCloseTo(0.37 * a[i + 3] + b[i + 5], within(1e-6));
        }
        assertThat(sumScalar).startsWith(b[0], b[1], b[2], b[3], b[4]);
        // 24-bit mantissas, terms below 1: the error stays below count * 2^-24
        assertThat((double) dot).isCloseTo(expected, within(1e-6 + count * 6e-8));
        assertThat(Float.floatToIntBits(vector.dot(a, 3, b, 5, count))).isEqualTo(Float.floatToIntBits(dot));
        assertThat(sumVector).isEqualTo(sumScalar);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0f, Float.MIN_VALUE, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN})
    void bothAgreeAtExtremeValues(float extreme) {
        float[] a = random(100, 3);
        float[] b = random(100, 4);
        a[17] = extreme;
        b[17] = -extreme;
        a[99] = extreme;

        float[] sumScalar = b.clone();
        scalar.addScaled(extreme, a, 0, sumScalar, 0, 100);
        float[] sumVector = b.clone();
        vector.addScaled(extreme, a, 0, sumVector, 0, 100);

        assertThat(Float.floatToIntBits(vector.dot(a, 0, b, 0, 100)))
                .isEqualTo(Float.floatToIntBits(scalar.dot(a, 0, b, 0, 100)));
        assertThat(sumVector).isEqualTo(sumScalar);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesRowsThatLeaveTheirArray(boolean useVector) {
        RowArithmetic rows = useVector ? vector : scalar;

        assertThatThrownBy(() -> rows.dot(new float[8], 1, new float[9], 0, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> rows.addScaled(1, new float[8], 0, new float[8], -1, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
