package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import io.cohort.worker.network.UpdaterSettings.Kind;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.StateLayout.RunningStatistics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class ReplicaArithmeticTest {
    private static final GeneratedExamples IMAGES = GeneratedExamples.images(16, 16, 1, 4);
    private static final Map<String, Object> SMALL = Map.of("channels", List.of(4, 6), "hidden", 16);

    @Test
    void meanOfReplicasIsOneMachineOnTheJointBatch() throws IOException {
        NetworkSettings settings = Trial.named("lenet", SMALL, Kind.SGD);
        try (Trial joint = new Trial(settings, IMAGES);
                Trial part = new Trial(settings, IMAGES)) {
            for (int step = 0; step < 3; step++) {
                double[] mean = new double[joint.parameters.length];
                float[] start = part.parameters.clone();
                for (int[] share : Trial.minibatches(step * 16, 4, 4)) {
                    System.arraycopy(start, 0, part.parameters, 0, start.length);
                    part.step(step, step, 0.1, share);
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] += part.parameters[i] / 4.0;
                    }
                }
                for (int i = 0; i < mean.length; i++) {
                    part.parameters[i] = (float) mean[i];
                }
                joint.step(step, step, 0.1, Trial.minibatches(step * 16, 1, 16));
            }

            for (int i = 0; i < joint.parameters.length; i++) {
                // Single precision: parameters are below 1, sums of 16 terms in another order.
                assertThat(part.parameters[i]).isCloseTo(joint.parameters[i], within(1e-6f));
            }
        }
    }

    @Test
    void clipsTheNormOfTheMeanGradient() throws IOException {
        UpdaterSettings clipped = new UpdaterSettings(Kind.SGD, 0.9, 0.9, 0.999, 1e-8, 0, 0, 0.01, 0);
        try (Trial trial = new Trial(Trial.named("lenet", SMALL, clipped), IMAGES)) {
            float[] before = trial.parameters.clone();
            trial.step(0, 0, 1, Trial.minibatches(0, 1, 16));

            double squares = 0;
            for (int i = 0; i < before.length; i++) {
                squares += Math.pow(before[i] - trial.parameters[i], 2);
            }
            assertThat(Math.sqrt(squares)).isCloseTo(0.01, within(1e-5));
        }
    }

    @Test
    void saysWhereRunningStatisticsLie() throws IOException {
        Map<String, Object> normalised = Map.of("channels", List.of(4, 6), "hidden", 16, "normalised", true);
        try (Trial trial = new Trial(Trial.named("lenet", normalised, Kind.NESTEROV), IMAGES)) {
            // 5·5·1·4 weights of conv1, gain and offset of 4; then mean and log10 deviation; 5·5·4·6 of conv2, gain and
            // offset of 6.
            assertThat(trial.replica.layout().statistics())
                    .containsExactly(
                            new RunningStatistics(108, 112, 4, true), new RunningStatistics(728, 734, 6, true));
            for (int step = 0; step < 6; step++) {
                trial.step(step, step * 10, 0.02, Trial.minibatches(0, 10, 16));
            }
            int[] unseen = IntStream.range(512, 612).toArray();
            ScoredExamples scored = trial.replica.score(unseen);

            assertThat(trial.parameters[108]).isNotZero();
            assertThat(IntStream.range(0, 100)
                            .filter(i -> Rows.largest(scored.outputs(), i, 4) == IMAGES.label(unseen[i]))
                            .count())
                    .isGreaterThan(90);
        }
    }

    @Test
    void plainDl4jLoadsTheZipAndPutsOutTheSame() throws IOException {
        NetworkSettings settings = Trial.named("lenet", SMALL, Kind.ADAM);
        try (Trial trial = new Trial(settings, IMAGES)) {
            trial.step(0, 0, 0.01, Trial.minibatches(0, 4, 16));
            trial.replica.load(trial.parameters, trial.updaterState);
            ScoredExamples ours = trial.replica.score(new int[] {600, 601, 602});
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            ModelZip.write(settings, IMAGES.shape(), trial.parameters, Map.of(), zip);

            MultiLayerNetwork plain =
                    ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()), false);
            INDArray features = Nd4j.createFromArray(IMAGES.evaluation(new int[] {600, 601, 602})
                            .features()
                            .values())
                    .reshape(3, 16, 16, 1);
            float[] theirs = NativeFloats.copyOf(plain.output(features));

            assertThat(plain.getLayerWiseConfigurations().toJson()).doesNotContain("io.cohort");
            for (int i = 0; i < theirs.length; i++) {
                assertThat(ours.outputs()[i]).isCloseTo(theirs[i], within(1e-5f));
            }
            plain.close();
        }
    }

    @Test
    void trainsWhatALayerListAndDl4jsJsonDescribe() throws IOException {
        List<Map<String, Object>> layers = List.of(
                Map.of("type", "convolution", "outputs", 4),
                Map.of("type", "max-pooling"),
                Map.of("type", "dense", "outputs", 8));
        ArchitectureSettings list = ArchitectureSettings.of(layers);
        String json = Architectures.configure(
                        list, new Blueprint(IMAGES.shape(), Map.of(), Precision.FLOAT, 1, ImageLayers.PLAIN))
                .json();
        for (ArchitectureSettings each : List.of(list, ArchitectureSettings.json(json))) {
            NetworkSettings settings =
                    new NetworkSettings(each, UpdaterSettings.usual(Kind.NESTEROV), Precision.FLOAT, 1);
            try (Trial trial = new Trial(settings, IMAGES)) {
                double first =
                        trial.step(0, 0, 0.02, Trial.minibatches(0, 10, 16)).loss();
                double second =
                        trial.step(1, 10, 0.02, Trial.minibatches(0, 10, 16)).loss();

                assertThat(second).isLessThan(first / 2);
            }
        }
    }

    @Test
    void namesTheLayerThatAnImageIsTooSmallFor() {
        assertThatThrownBy(() ->
                        new Trial(Trial.named("vgg16", Map.of(), Kind.SGD), GeneratedExamples.images(16, 16, 3, 4)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "layer pool5 looks through a window of 2 x 2, but an image of 1 x 1 arrives at it; take larger"
                                + " images (image.size) or a smaller network (network.architecture)");
    }

    @Test
    void namesTheNearestOfWhatItDoesNotKnow() {
        assertThatThrownBy(() -> new Trial(Trial.named("resnet19", Map.of(), Kind.SGD), IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown network.architecture resnet19; did you mean resnet18?");
        assertThatThrownBy(() -> new Trial(Trial.named("lenet", Map.of("hiden", 3), Kind.SGD), IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown key network.parameters.hiden; did you mean hidden?");
    }
}
