package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OuterStepTest {
    private static ParameterAveraging mean(float... values) {
        ParameterAveraging averaging = new ParameterAveraging(values.length);
        averaging.add(3, values);
        return averaging;
    }

    @Test
    void withoutMomentumTheMeanItselfIsTaken() {
        // 1e8f - (1e8f - 0.1f) would be 0 in float and 0.1 off in its last bits in double.
        float[] next = new OuterStep(0, 1).apply(new float[] {1e8f}, mean(0.1f), null);

        assertThat(next).containsExactly(0.1f);
    }

    @Test
    void momentumCarriesTheStepOn() {
        OuterStep step = new OuterStep(0.5, 1);
        float[] velocity = {0};

        // delta 2 - 1 = 1; v = 0.5 * 0 + 1 = 1; new = 2 - (1 + 0.5 * 1) = 0.5.
        float[] first = step.apply(new float[] {2}, mean(1), velocity);
        // delta 0.5 - 0.5 = 0; v = 0.5 * 1 + 0 = 0.5; new = 0.5 - (0 + 0.5 * 0.5) = 0.25.
        float[] second = step.apply(first, mean(0.5f), velocity);

        assertThat(first).containsExactly(0.5f);
        assertThat(second).containsExactly(0.25f);
        assertThat(velocity).containsExactly(0.5f);
    }

    @Test
    void theRateScalesTheWholeStep() {
        // 3 - 0.5 * (3 - 1) = 2.
        assertThat(new OuterStep(0, 0.5).apply(new float[] {3}, mean(1), null)[0])
                .isCloseTo(2, Offset.offset(0f));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 1", "1, 1", "NaN, 1", "0, 0", "0, NaN", "0, Infinity"})
    void refusesNumbersOutOfTheirRange(double momentum, double rate) {
        assertThatThrownBy(() -> new OuterStep(momentum, rate)).isInstanceOf(IllegalArgumentException.class);
    }
}
