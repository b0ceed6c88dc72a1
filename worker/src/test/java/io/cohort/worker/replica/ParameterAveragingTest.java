package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ParameterAveragingTest {
    @Test
    void weighsReplicasByTheirExamples() {
        ParameterAveraging averaging = new ParameterAveraging(2);

        averaging.add(3, new float[] {1, -2});
        averaging.add(1, new float[] {5, 2});

        // (3*1 + 1*5) / 4 and (3*-2 + 1*2) / 4.
        assertThat(averaging.means()).containsExactly(2, -1);
        assertThat(averaging.weight()).isEqualTo(4);
    }

    @Property
    void oneReplicaIsItsOwnMeanToTheBit(
            @ForAll @Size(max = 20) float[] values, @ForAll @IntRange(min = 1, max = 1 << 28) int examples) {
        float[] finite = finite(values);
        ParameterAveraging averaging = new ParameterAveraging(finite.length);

        averaging.add(examples, finite);

        // -0 becomes 0 in no sum of one: 0.0 + -0.0 is 0.0, which is the same number.
        for (int i = 0; i < finite.length; i++) {
            assertThat(averaging.means()[i]).isEqualTo(finite[i] + 0f);
        }
    }

    private static float[] finite(float[] values) {
        float[] finite = values.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isFinite(finite[i]) ? finite[i] : 1;
        }
        return finite;
    }

    @Property
    void isTheWeightedMeanWorkedOutExactly(
            @ForAll @Size(min = 1, max = 40) @FloatRange(min = -100, max = 100) float[] values, @ForAll long seed) {
        SplittableRandom weights = new SplittableRandom(seed);
        ParameterAveraging averaging = new ParameterAveraging(1);
        BigDecimal sum = BigDecimal.ZERO;
        for (float value : finite(values)) {
            int examples = weights.nextInt(1, 5000);
            averaging.add(examples, new float[] {value});
            sum = sum.add(new BigDecimal(value).multiply(BigDecimal.valueOf(examples)));
        }

        double exact = sum.divide(BigDecimal.valueOf(averaging.weight()), MathContext.DECIMAL128)
                .doubleValue();

        // 40 sums and a quotient, each off by at most 2^-53 of the largest value.
        double largest = 0;
        for (float value : finite(values)) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(averaging.mean(0)).isCloseTo(exact, Offset.offset(41 * largest * 0x1p-53));
    }

    @Property
    void doesNotDependOnHowTheVectorIsCutIntoBlocks(
            @ForAll @Size(value = 30) float[] first,
            @ForAll @Size(value = 30) float[] second,
            @ForAll @IntRange(min = 0, max = 30) int cut) {
        float[] whole = averaged(finite(first), finite(second));

        float[] head = averaged(Arrays.copyOf(finite(first), cut), Arrays.copyOf(finite(second), cut));
        float[] tail =
                averaged(Arrays.copyOfRange(finite(first), cut, 30), Arrays.copyOfRange(finite(second), cut, 30));

        assertThat(head).isEqualTo(Arrays.copyOf(whole, cut));
        assertThat(tail).isEqualTo(Arrays.copyOfRange(whole, cut, 30));
    }

    private static float[] averaged(float[] first, float[] second) {
        ParameterAveraging averaging = new ParameterAveraging(first.length);
        averaging.add(7, first);
        averaging.add(12, second);
        return averaging.means();
    }

    @Test
    void refusesAReplicaWithoutExamplesOrOfAnotherSize() {
        ParameterAveraging averaging = new ParameterAveraging(2);

        assertThatThrownBy(() -> averaging.add(0, new float[2])).hasMessageContaining("0 examples");
        assertThatThrownBy(() -> averaging.add(1, new float[3])).hasMessageContaining("3 numbers");
    }
}
