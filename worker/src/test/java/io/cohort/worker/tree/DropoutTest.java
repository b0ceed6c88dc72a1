package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutTest {
    private static final int SIZE = 100_003;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
    void zeroesItsShareAndKeepsTheMean(double rate) {
        float[] ones = new float[SIZE];
        java.util.Arrays.fill(ones, 1);
        float[] masked = new float[SIZE];
        Dropout dropout = new Dropout(rate);

        dropout.draw(SIZE, new SplittableRandom(1));
        dropout.apply(ones, masked, SIZE);

        double sum = 0;
        int zeros = 0;
        for (float value : masked) {
            sum += value;
            zeros += value == 0 ? 1 : 0;
        }
        // Four deviations of a mean of so many draws.
        double deviation = Math.sqrt(rate * (1 - rate) / SIZE);
        assertThat(zeros / (double) SIZE).isCloseTo(rate, within(4 * deviation + 2e-5));
        assertThat(sum / SIZE).isCloseTo(1, within(4 * deviation / (1 - rate) + 2e-5));
        assertThat(dropout.isOn()).isEqualTo(rate > 0);
    }
}
