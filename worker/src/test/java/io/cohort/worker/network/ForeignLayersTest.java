package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import io.cohort.worker.network.GradientReport.Group;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The parts of DL4J that networks of Keras are made of: each one's gradient, against finite differences. */
final class ForeignLayersTest {
    private static final ExampleShape ROWS = new ExampleShape(Kind.TABLE, 1, 1, 6, 1, 3, false);

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static void assertRight(String json) {
        GradientReport report = GradientCheck.of(ArchitectureSettings.json(json), ROWS, 5, 1, 10);

        assertThat(report.groups()).hasSizeGreaterThan(3).allMatch(Group::passes);
    }

    static Stream<IActivation> activations() {
        return Stream.of(
                new ActivationELU(),
                new ActivationLReLU(0.1),
                new ActivationReLU(),
                new ActivationReLU6(),
                new ActivationSELU(),
                new ActivationSigmoid(),
                new ActivationSoftPlus(),
                new ActivationSoftSign(),
                new ActivationSwish(),
                new ActivationTanH());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsHaveRightGradients(IActivation activation) {
        assertRight(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder().nOut(5).activation(activation).build())
                .layer(output())
                .setInputType(InputType.feedForward(6))
                .build()
                .toJson());
    }

    /** DL4J takes the gradient of alpha = 1 whatever alpha is. */
    @Test
    void anActivationWithAWrongGradientIsRefused() {
        String json = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(new ActivationELU(0.7))
                        .build())
                .layer(output())
                .setInputType(InputType.feedForward(6))
                .build()
                .toJson();

        assertThatThrownBy(() -> ForeignModel.of(json))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("layer layer0 has the activation ELU with alpha = 0.7");
    }

    @ParameterizedTest
    @EnumSource(ElementWiseVertex.Op.class)
    void joinsHaveRightGradients(ElementWiseVertex.Op op) {
        DenseLayer.Builder dense = new DenseLayer.Builder().nOut(5).activation(Activation.TANH);
        assertRight(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer("one", dense.build(), "in")
                .addLayer("two", dense.build(), "in")
                .addLayer("three", dense.build(), "one")
                .addVertex("join", new ElementWiseVertex(op), "two", "three")
                .addVertex("again", new ElementWiseVertex(op), "join", "one")
                .addLayer("output", output(), "again")
                .setOutputs("output")
                .setInputTypes(InputType.feedForward(6))
                .build()
                .toJson());
    }
}
