package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Two steps with gradients 0.5 and -1 of every parameter, rate 0.1; expected numbers by hand. */
final class OptimizerTest {
    @Test
    void sgd() {
        // 2 - 0.1·0.5 = 1.95, + 0.1·1 = 2.05
        assertThat(afterTwoSteps(TreeOptimizer.SGD)).isCloseTo(2.05f, within(1e-6f));
    }

    @Test
    void adagrad() {
        // s = 0.25: 2 - 0.1·0.5/0.5 = 1.9; s = 1.25: 1.9 + 0.1/√1.25 = 1.9894427
        assertThat(afterTwoSteps(TreeOptimizer.ADAGRAD)).isCloseTo(1.9894427f, within(1e-6f));
    }

    @Test
    void adam() {
        // First step: m/(1-.9) = 0.5, v/(1-.999) = 0.25, so 2 - 0.1 = 1.9. Second: m = .9·.05 - .1 = -0.055,
        // v = .999·.00025 + .001 = 0.00124975; 0.1·(0.055/0.19)/√(0.00124975/0.001999) = 0.0366104
        assertThat(afterTwoSteps(TreeOptimizer.ADAM)).isCloseTo(1.9366104f, within(1e-6f));
    }

    private static float afterTwoSteps(TreeOptimizer kind) {
        TreeSettings settings = new TreeSettings(TreeModel.LSTM, 2, 1, 1, kind, 0, 0, 0, 1, null);
        TreeLayout layout = new TreeLayout(settings, 3);
        float[] parameters = new float[layout.state().parameters()];
        java.util.Arrays.fill(parameters, 2);
        Optimizer optimizer = new Optimizer(
                settings, layout, parameters, new float[layout.state().updaterState()]);
        float[] gradient = new float[layout.dense()];
        WordGradient none = new WordGradient(3, 1);

        java.util.Arrays.fill(gradient, 0.5f);
        optimizer.step(gradient, none, 0.1, 0);
        java.util.Arrays.fill(gradient, -1);
        optimizer.step(gradient, none, 0.1, 1);

        assertThat(parameters[layout.dense() - 1]).isEqualTo(parameters[0]);
        assertThat(parameters[layout.dense()])
                .as("a word that no minibatch held")
                .isEqualTo(2);
        return parameters[0];
    }
}
