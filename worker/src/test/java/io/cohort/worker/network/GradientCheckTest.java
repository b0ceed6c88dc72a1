package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GradientCheckTest {
    @ParameterizedTest
    @MethodSource("io.cohort.worker.network.SmallNetworks#all")
    void passesForEveryArchitecture(SmallNetworks.Small network) {
        GradientReport report = GradientCheck.of(network.settings(), network.shape(), 4, 5, 6);

        assertThat(report.passes())
                .as(network.settings().name() + " " + network.settings().parameters() + "\n" + report.table())
                .isTrue();
    }

    @Test
    void noArchitectureIsLeftOut() {
        assertThat(SmallNetworks.all())
                .extracting(network -> network.settings().name())
                .containsAll(Architectures.names());
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
