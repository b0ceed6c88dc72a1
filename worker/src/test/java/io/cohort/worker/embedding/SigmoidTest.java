package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SigmoidTest {
    @Test
    void staysWithinItsStatedErrors() {
        for (int i = -80_000; i <= 80_000; i++) {
            float x = i / 10_000f;

            assertThat((double) Sigmoid.of(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(2e-5));
            assertThat((double) Sigmoid.log(x)).isCloseTo(-Math.log1p(Math.exp(-x)), within(5e-5));
            assertThat((double) GroupErrors.sigmoid(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(8e-6));
        }
    }

    @Test
    void takesTheLimitBeyondTheTable() {
        for (float x : new float[] {8.5f, 100, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertThat(Sigmoid.of(x)).isEqualTo(Sigmoid.of(8));
            assertThat(Sigmoid.of(-x)).isEqualTo(Sigmoid.of(-8));
            assertThat(Sigmoid.log(-x)).isEqualTo(Sigmoid.log(-8));
            assertThat(GroupErrors.sigmoid(x)).isEqualTo(GroupErrors.sigmoid(8)).isLessThan(1);
            assertThat(GroupErrors.sigmoid(-x))
                    .isEqualTo(GroupErrors.sigmoid(-8))
                    .isPositive();
        }
    }

    @Test
    void passesOnWhatIsNotANumber() {
        assertThat(Sigmoid.of(Float.NaN)).isNaN();
        assertThat(Sigmoid.log(Float.NaN)).isNaN();
        assertThat(GroupErrors.sigmoid(Float.NaN)).isNaN();
    }
}
