package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GradientCheckTest {
    private static ExampleShape images(int side) {
        return new ExampleShape(Kind.IMAGE, side, side, 2, 1, 3, false);
    }

    private static final ExampleShape SEQUENCES = new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 6, 4, false);
    private static final ExampleShape CHARACTERS = new ExampleShape(Kind.SEQUENCE, 1, 1, 4, 7, 4, true);

    static Stream<Arguments> architectures() {
        return Stream.of(
                network("lenet", images(16), Map.of("channels", List.of(3, 4), "hidden", 8)),
                network("lenet", images(16), Map.of("channels", List.of(3, 4), "hidden", 8, "normalised", true)),
                network("alexnet", images(20), Map.of("width", 2, "hidden", 8)),
                network("alexnet", images(64), Map.of("width", 2, "hidden", 8, "normalised", true)),
                network("vgg16", images(32), Map.of("width", 2, "hidden", List.of(8, 8), "normalised", true)),
                network("vgg-small", images(8), Map.of("width", 4, "hidden", 8)),
                network("resnet18", images(12), Map.of("width", 4)),
                network("resnet34", images(12), Map.of("width", 4, "stem", "3x3s2")),
                network("resnet50", images(16), Map.of("width", 3, "stem", "7x7")),
                network("mlp", images(5), Map.of("hidden", List.of(8, 6))),
                network("mlp", new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 3, false), Map.of("hidden", List.of(6))),
                network("lstm-classifier", SEQUENCES, Map.of("hidden", List.of(5, 4))),
                network("lstm-classifier", SEQUENCES, Map.of("hidden", List.of(5, 4), "bidirectional", true)),
                network("lstm-classifier", SEQUENCES, Map.of("hidden", 5, "pooling", "mean")),
                network("lstm-classifier", SEQUENCES, Map.of("hidden", 5, "pooling", "max")),
                network("simple-rnn", SEQUENCES, Map.of("hidden", List.of(5, 4))),
                network("lstm-characters", CHARACTERS, Map.of("hidden", List.of(5, 4), "truncation", 3)),
                network("lstm-characters", CHARACTERS, Map.of("hidden", 5, "truncation", 0, "bidirectional", true)));
    }

    private static Arguments network(String name, ExampleShape shape, Map<String, Object> parameters) {
        return Arguments.of(ArchitectureSettings.named(name, parameters), shape);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void passesForEveryArchitecture(ArchitectureSettings settings, ExampleShape shape) {
        GradientReport report = GradientCheck.of(settings, shape, 4, 5, 6);

        assertThat(report.passes())
                .as(settings.name() + " " + settings.parameters() + "\n" + report.table())
                .isTrue();
    }

    /** Its derivative is a tenth too large. */
    static final class WrongTanH extends ActivationTanH {
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return new Pair<>(super.backprop(in, epsilon).getFirst().muli(1.1), null);
        }
    }

    @Test
    void catchesAWrongGradient() {
        ExampleShape shape = new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 3, false);

        GradientReport report = new GradientCheck(
                        precision -> new LayerList(new Blueprint(shape, Map.of(), precision, 1, ImageLayers.FAST))
                                .add(new DenseLayer.Builder()
                                        .name("wrong")
                                        .nOut(4)
                                        .activation(new WrongTanH())
                                        .build())
                                .dense("right", 4, 0)
                                .classes(0)
                                .build(),
                        RandomExamples.of(shape, 4, 1),
                        1,
                        10)
                .run();

        assertThat(report.passes()).isFalse();
        assertThat(report.groups().stream().filter(group -> !group.passes()).map(GradientReport.Group::name))
                .containsExactly("wrong/W", "wrong/b");
        assertThat(report.table()).contains("WRONG");
    }
}
