package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import io.cohort.worker.data.example.Tensor;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AutoencoderTest {
    private static final GeneratedExamples IMAGES = GeneratedExamples.images(8, 8, 1, 4);
    private static final Map<String, Object> STACK =
            Map.of("hidden", List.of(24, 12), "layer-epochs", 2, "reconstruction", "numbers");
    private static final ExampleShape SMALL = new ExampleShape(Kind.IMAGE, 4, 4, 2, 1, 0, false);
    private static final ExampleShape TABLE = new ExampleShape(Kind.TABLE, 1, 1, 7, 1, 0, false);

    private static NetworkSettings settings(String name, Map<String, Object> parameters) {
        return Trial.named(name, parameters, UpdaterSettings.Kind.ADAM);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("autoencoder", SMALL, Map.of("hidden", List.of(6, 4))),
                Arguments.of("autoencoder", SMALL, Map.of("hidden", List.of(6, 4), "activation", "sigmoid")),
                Arguments.of("autoencoder", TABLE, Map.of("hidden", 5, "activation", "tanh", "noise", 0.5)),
                Arguments.of("variational-autoencoder", SMALL, Map.of("hidden", List.of(6, 5), "code", 3)),
                Arguments.of("variational-autoencoder", TABLE, Map.of("hidden", 5, "code", 2, "activation", "tanh")));
    }

    /** The noise is fixed: it depends on the row alone. */
    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfFiniteDifferences(String name, ExampleShape shape, Map<String, Object> parameters) {
        ExampleShape labelled =
                new ExampleShape(shape.kind(), shape.height(), shape.width(), shape.channels(), 1, 2, false);

        GradientReport report = GradientCheck.of(ArchitectureSettings.named(name, parameters), labelled, 5, 3, 20);

        assertThat(report.groups()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(report.passes()).as(report.table()).isTrue();
    }

    private static TrainedShare train(Trial trial, int epoch, int iteration) throws IOException {
        int[][] minibatches = Trial.minibatches(0, 16, 16);
        double[] rates = new double[minibatches.length];
        Arrays.fill(rates, 0.005);
        trial.replica.load(trial.parameters, trial.updaterState);
        TrainedShare share =
                trial.replica.train(minibatches, new SharePlace(7, epoch, 4L * epoch, 0, iteration, rates));
        trial.replica.save(trial.parameters, trial.updaterState);
        return share;
    }

    private static float[] part(float[] parameters, List<ParameterGroup> groups, String... layers) {
        float[] all = new float[0];
        for (ParameterGroup group : groups) {
            if (List.of(layers).contains(group.layer())) {
                float[] longer = Arrays.copyOf(all, all.length + group.size());
                System.arraycopy(parameters, group.offset(), longer, all.length, group.size());
                all = longer;
            }
        }
        return all;
    }

    private static List<ParameterGroup> groups() {
        Blueprint blueprint = new Blueprint(IMAGES.shape(), STACK, Precision.FLOAT, 1, ImageLayers.FAST);
        try (TrainedNetwork network =
                new StackedAutoencoder().configure(blueprint).start()) {
            return ParameterGroup.of(network);
        }
    }

    @Test
    void eachLayerLearnsInItsOwnEpochsWhileTheOthersKeepTheirBits() throws IOException {
        List<ParameterGroup> groups = groups();
        try (Trial trial = new Trial(settings("autoencoder", STACK), IMAGES)) {
            float[] start = trial.parameters.clone();
            TrainedShare first = train(trial, 0, 0);
            TrainedShare second = train(trial, 1, 16);
            float[] between = trial.parameters.clone();
            TrainedShare third = train(trial, 2, 0);
            TrainedShare fourth = train(trial, 3, 16);

            assertThat(groups.stream().map(ParameterGroup::layer).distinct())
                    .containsExactly("dense1", "dense2", "decoder2", "decoder1");
            assertThat(part(between, groups, "dense2", "decoder2"))
                    .isEqualTo(part(start, groups, "dense2", "decoder2"));
            assertThat(part(between, groups, "dense1")).isNotEqualTo(part(start, groups, "dense1"));
            assertThat(part(trial.parameters, groups, "dense1", "decoder1"))
                    .isEqualTo(part(between, groups, "dense1", "decoder1"));
            assertThat(part(trial.parameters, groups, "dense2")).isNotEqualTo(part(start, groups, "dense2"));
            assertThat(first.lossTerms()).isEqualTo(256);
            assertThat(second.loss()).isLessThan(first.loss() / 1.5);
            assertThat(fourth.loss()).isLessThan(third.loss() / 1.2);
        }
    }

    @Test
    void reconstructsBetterThanTheMeanOfAllExamples() throws IOException {
        int[] unseen = IntStream.range(512, 612).toArray();
        Map<String, Object> longer = Map.of("hidden", List.of(24, 12), "layer-epochs", 10, "reconstruction", "numbers");
        try (Trial trial = new Trial(settings("autoencoder", longer), IMAGES)) {
            for (int epoch = 0; epoch < 20; epoch++) {
                train(trial, epoch, epoch % 10 * 16);
            }
            trial.replica.load(trial.parameters, trial.updaterState);
            ScoredExamples scored = trial.replica.score(unseen);

            float[] pixels = IMAGES.evaluation(unseen).features().values();
            assertThat(scored.classes()).isEqualTo(64);
            assertThat(scored.labels()).containsOnly(-1);
            double squared = 0;
            for (int i = 0; i < pixels.length; i++) {
                squared += Math.pow(pixels[i] - scored.outputs()[i], 2);
            }
            // Single precision over 6,400 numbers.
            assertThat(scored.loss()).isCloseTo(squared, within(1e-3 * squared));
            assertThat(squared).isLessThan(0.7 * fromTheMean(pixels, unseen.length));
        }
    }

    private static double fromTheMean(float[] pixels, int examples) {
        int width = pixels.length / examples;
        double squared = 0;
        for (int column = 0; column < width; column++) {
            double mean = 0;
            for (int row = 0; row < examples; row++) {
                mean += pixels[row * width + column] / examples;
            }
            for (int row = 0; row < examples; row++) {
                squared += Math.pow(pixels[row * width + column] - mean, 2);
            }
        }
        return squared;
    }

    @Test
    void noiseIsAFunctionOfSeedEpochAndExample() {
        float[] ones = new float[2 * 10_000];
        Arrays.fill(ones, 1);
        Tensor rows = new Tensor(ones, 2, 10_000);
        Corruption corruption = new Corruption(0.3);

        float[] once = corruption.of(rows, new int[] {5, 9}, 1, 2).values();
        float[] turned = corruption.of(rows, new int[] {9, 5}, 1, 2).values();
        float[] later = corruption.of(rows, new int[] {5, 9}, 1, 3).values();

        assertThat(Arrays.copyOfRange(once, 0, 10_000)).isEqualTo(Arrays.copyOfRange(turned, 10_000, 20_000));
        assertThat(once).isNotEqualTo(later);
        long left = IntStream.range(0, once.length).filter(i -> once[i] == 1).count();
        // Of 20,000 draws 14,000 are expected to stay; five standard deviations are 324.
        assertThat(left).isCloseTo(14_000L, within(324L));
        assertThat(ones).containsOnly(1);
    }

    @Test
    void aVariationalAutoencoderRaisesItsBoundAndRepeatsItself() throws IOException {
        Map<String, Object> parameters = Map.of("hidden", 24, "code", 3, "reconstruction", "numbers");
        int[] unseen = IntStream.range(512, 612).toArray();
        try (Trial trial = new Trial(settings("variational-autoencoder", parameters), IMAGES);
                Trial again = new Trial(settings("variational-autoencoder", parameters), IMAGES)) {
            trial.replica.load(trial.parameters, trial.updaterState);
            double before = trial.replica.score(unseen).loss();
            for (int epoch = 0; epoch < 8; epoch++) {
                train(trial, epoch, epoch * 16);
                train(again, epoch, epoch * 16);
            }
            double after = trial.replica.score(unseen).loss();

            assertThat(again.parameters).isEqualTo(trial.parameters);
            assertThat(after).isLessThan(before / 2);
            assertThat(again.replica.score(unseen).loss()).isEqualTo(after);
        }
    }

    @Test
    void sequencesAndUnknownParametersAreRefused() {
        assertThatThrownBy(
                        () -> new Trial(settings("autoencoder", Map.of()), GeneratedExamples.sequences(3, 6, 2, false)))
                .hasMessage("network.architecture autoencoder takes images and tables, but the input holds sequences");
        assertThatThrownBy(() -> new Trial(settings("autoencoder", Map.of("nois", 0.1)), IMAGES))
                .hasMessage("unknown key network.parameters.nois; did you mean noise?");
    }
}
