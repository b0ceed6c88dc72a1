package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ActivationsTest {
    /** Two units in the last place of a float are 2.4e-7. */
    @Test
    void exponentialIsRightToTwoUnitsInTheLastPlace() {
        for (float x = -86.9f; x < 86.9f; x += 0.0137f) {
            double expected = StrictMath.exp(x);

            assertThat(Activations.exp(x) / expected).as("exp(%s)", x).isCloseTo(1, within(2.4e-7));
        }
    }

    @Test
    void sigmoidAndTanhAreRight() {
        float[] sigmoids = new float[4001];
        for (int i = 0; i < sigmoids.length; i++) {
            sigmoids[i] = (i - 2000) / 100f;
        }
        float[] tanhs = sigmoids.clone();

        Activations.sigmoid(sigmoids, 0, sigmoids.length);
        Activations.tanh(tanhs, 0, tanhs.length);

        for (int i = 0; i < sigmoids.length; i++) {
            double x = (i - 2000) / 100f;
            assertThat((double) sigmoids[i]).isCloseTo(1 / (1 + StrictMath.exp(-x)), within(2e-7));
            assertThat((double) tanhs[i]).isCloseTo(StrictMath.tanh(x), within(3e-7));
        }
    }

    @Test
    void extremesSaturateAndNoNumberStaysNone() {
        float[] values = {Float.NEGATIVE_INFINITY, -1e30f, -0f, 0, 1e30f, Float.POSITIVE_INFINITY, Float.NaN};
        float[] tanhs = values.clone();

        Activations.sigmoid(values, 0, 7);
        Activations.tanh(tanhs, 0, 7);

        assertThat(values[0]).isBetween(0f, 1e-37f);
        assertThat(values[1]).isBetween(0f, 1e-37f);
        assertThat(values).startsWith(values[0], values[1], 0.5f, 0.5f, 1, 1);
        assertThat(tanhs).startsWith(-1, -1, 0, 0, 1, 1);
        assertThat(values[6]).isNaN();
        assertThat(tanhs[6]).isNaN();
    }

    @Test
    void changesNothingOutsideItsRange() {
        float[] values = {5, 5, 5, 5};

        Activations.sigmoid(values, 1, 2);
        Activations.tanh(values, 2, 3);

        assertThat(values[0]).isEqualTo(5);
        assertThat(values[3]).isEqualTo(5);
    }
}
