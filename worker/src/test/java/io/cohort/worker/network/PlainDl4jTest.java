package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import io.cohort.worker.network.UpdaterSettings.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** One replica beside {@code MultiLayerNetwork.fit} on the same minibatches. */
final class PlainDl4jTest {
    private static final double RATE = 0.02;

    @Test
    void lenetWithMomentumTrainsAsDl4jDoes() throws IOException {
        NetworkSettings settings = Trial.named("lenet", Map.of("channels", List.of(4, 6), "hidden", 16), Kind.NESTEROV);

        // Convolutions of our own: the same sums in another order.
        assertTrainsAlike(settings, GeneratedExamples.images(16, 16, 1, 4), new Nesterovs(RATE, 0.9), 1e-6f);
    }

    @Test
    void denseLayersTrainAsDl4jDoes() throws IOException {
        NetworkSettings settings = Trial.named("mlp", Map.of("hidden", List.of(12)), Kind.SGD);

        assertTrainsAlike(settings, GeneratedExamples.tables(7, 3), new Sgd(RATE), 1e-6f);
    }

    @Test
    void anLstmThatCutsItsSequencesTrainsAsDl4jDoesWithAdam() throws IOException {
        NetworkSettings settings =
                Trial.named("lstm-characters", Map.of("hidden", List.of(12, 8), "truncation", 5), Kind.ADAM);

        assertTrainsAlike(
                settings, GeneratedExamples.sequences(3, 17, 4, true).fixed(), new Adam(RATE, 0.9, 0.999, 1e-8), 1e-6f);
    }

    private static void assertTrainsAlike(
            NetworkSettings settings, GeneratedExamples examples, IUpdater updater, float tolerance)
            throws IOException {
        NetworkConfiguration configuration = Architectures.configure(
                settings.architecture(),
                new Blueprint(
                        examples.shape(),
                        settings.architecture().parameters(),
                        settings.precision(),
                        0,
                        ImageLayers.PLAIN));
        configuration.eachLearning(layer -> {
            layer.setIUpdater(updater);
            layer.setBiasUpdater(null);
        });
        MultiLayerNetwork plain =
                new MultiLayerNetwork(((NetworkConfiguration.Sequential) configuration).configuration());
        plain.init();
        try (Trial trial = new Trial(settings, examples)) {
            float[] start = trial.parameters.clone();
            NativeFloats.put(start, plain.params());
            int[][] minibatches = Trial.minibatches(0, 6, 8);

            for (int[] minibatch : minibatches) {
                plain.fit(dataSet(examples.evaluation(minibatch)));
            }
            // Two steps: the state between them is written out and read back.
            trial.step(0, 0, RATE, Arrays.copyOf(minibatches, 4));
            trial.step(1, 4, RATE, Arrays.copyOfRange(minibatches, 4, 6));

            assertThat(trial.parameters).isNotEqualTo(start);
            assertThat(trial.parameters).containsExactly(NativeFloats.copyOf(plain.params()), within(tolerance));
        } finally {
            plain.close();
        }
    }

    private static DataSet dataSet(Minibatch minibatch) {
        return new DataSet(
                array(minibatch.features()),
                array(minibatch.labels()),
                array(minibatch.featureMask()),
                array(minibatch.labelMask()));
    }

    private static INDArray array(Tensor tensor) {
        return tensor == null
                ? null
                : Nd4j.createFromArray(tensor.values())
                        .reshape(Arrays.stream(tensor.shape()).asLongStream().toArray());
    }
}
