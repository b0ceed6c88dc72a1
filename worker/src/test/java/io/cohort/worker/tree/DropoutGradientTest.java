package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.data.tree.TreeExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the same numbers dropped, the loss falls along each group's gradient as the gradient says. */
final class DropoutGradientTest {
    @TempDir
    private Path folder;

    private TreeNetwork network;
    private final NodeBatch batch = new NodeBatch();

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void agreesWithFiniteDifferencesAlongItself(TreeModel model) throws IOException {
        TreeSettings settings = TreeFixtures.settings(model);
        TreeReplicaSpec spec = TreeFixtures.spec(settings, folder, 30);
        TreeLayout layout = new TreeLayout(settings, spec.vocabulary().size());
        float[] parameters = new FirstParameters(settings, layout, spec.vocabulary()).draw(1, TreeFixtures.HADOOP);
        batch.fill(new TreeExamples(spec.catalog(), spec.vocabulary(), TreeFixtures.HADOOP), TreeFixtures.all(spec));
        try (TreeNetwork opened = new TreeNetwork(settings, layout)) {
            network = opened;
            float[] gradient = gradient(layout, settings, parameters);
            for (ParameterGroup group : layout.groups()) {
                double square = 0;
                for (int i = group.offset(); i < group.end(); i++) {
                    square += (double) gradient[i] * gradient[i];
                }
                // Losses differ by about 0.1 out of 600, nodes' probabilities have 24 bits: three digits are left.
                double step = 0.05 / square;

                double slope = (loss(parameters, gradient, group, step) - loss(parameters, gradient, group, -step))
                        / (2 * step);

                assertThat(slope / square).as(group.name()).isCloseTo(1, within(0.01));
            }
        }
    }

    private float[] gradient(TreeLayout layout, TreeSettings settings, float[] parameters) {
        network.load(parameters);
        network.forward(batch, new SplittableRandom(9));
        float[] dense = new float[layout.dense()];
        float[] dx = network.backward(batch, 1, dense);
        float[] all = java.util.Arrays.copyOf(dense, parameters.length);
        int dimension = settings.dimension();
        for (int r = 0; r < batch.leaves(); r++) {
            for (int i = 0; i < dimension; i++) {
                all[layout.dense() + batch.word(r) * dimension + i] += dx[r * dimension + i];
            }
        }
        return all;
    }

    private double loss(float[] parameters, float[] gradient, ParameterGroup group, double step) {
        float[] moved = parameters.clone();
        for (int i = group.offset(); i < group.end(); i++) {
            moved[i] += (float) (step * gradient[i]);
        }
        network.load(moved);
        network.forward(batch, new SplittableRandom(9));
        return network.loss();
    }
}
