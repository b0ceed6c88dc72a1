package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import io.cohort.worker.data.example.Minibatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks as users of DL4J write them. */
final class ForeignModelTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 6;
    private static final int CHANNELS = 2;
    private static final int CLASSES = 3;

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().seed(4).activation(Activation.TANH);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder()
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Model convolutions(InputType input, CNN2DFormat format) {
        MultiLayerNetwork network = new MultiLayerNetwork(base().list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .dataFormat(format)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(output())
                .setInputType(input)
                .build());
        network.init();
        return network;
    }

    private static Model dense(InputType input) {
        MultiLayerNetwork network = new MultiLayerNetwork(base().list()
                .layer(new DenseLayer.Builder().nOut(4).build())
                .layer(output())
                .setInputType(input)
                .build());
        network.init();
        return network;
    }

    private static Model graph() {
        ComputationGraph network = new ComputationGraph(base().graphBuilder()
                .addInputs("images")
                .addLayer("dense", new DenseLayer.Builder().nOut(4).build(), "images")
                .addLayer("output", output(), "dense")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS, CNN2DFormat.NCHW))
                .build());
        network.init();
        return network;
    }

    static Stream<Arguments> networks() {
        InputType first = InputType.convolutional(HEIGHT, WIDTH, CHANNELS, CNN2DFormat.NCHW);
        InputType last = InputType.convolutional(HEIGHT, WIDTH, CHANNELS, CNN2DFormat.NHWC);
        InputType rows = InputType.convolutionalFlat(HEIGHT, WIDTH, CHANNELS);
        return Stream.of(
                Arguments.of(convolutions(first, CNN2DFormat.NCHW), ImageOrder.CHANNELS_FIRST),
                Arguments.of(convolutions(last, CNN2DFormat.NHWC), ImageOrder.CHANNELS_LAST),
                Arguments.of(convolutions(rows, CNN2DFormat.NCHW), ImageOrder.FLAT),
                Arguments.of(dense(first), ImageOrder.CHANNELS_FIRST),
                Arguments.of(dense(last), ImageOrder.CHANNELS_LAST),
                Arguments.of(dense(InputType.feedForward(HEIGHT * WIDTH * CHANNELS)), ImageOrder.FLAT),
                Arguments.of(graph(), ImageOrder.CHANNELS_FIRST));
    }

    private static byte[] zip(Model network) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, bytes, true);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesImagesAsItsFirstLayerAsks(Model network, ImageOrder order) throws IOException {
        byte[] zip = zip(network);

        ForeignModel model = ForeignModel.read(new ByteArrayInputStream(zip)).orElseThrow();
        float[] parameters = ForeignModel.parameters(new ByteArrayInputStream(zip), "network.zip");

        assertThat(model.outputs()).isEqualTo(CLASSES);
        assertThat(parameters).isEqualTo(NativeFloats.copyOf(network.params()));
        Blueprint blueprint = new Blueprint(
                new ExampleShape(Kind.IMAGE, HEIGHT, WIDTH, CHANNELS, 1, CLASSES, false),
                java.util.Map.of(),
                Precision.FLOAT,
                0,
                ImageLayers.FAST);
        assertThat(ImageOrder.of(ForeignNetwork.configure(model.json(), blueprint)))
                .isEqualTo(order);
    }

    @Test
    void ordersAreThoseOfNd4jsPermutations() {
        ExampleShape shape = new ExampleShape(Kind.IMAGE, HEIGHT, WIDTH, CHANNELS, 1, CLASSES, false);
        Minibatch images = RandomExamples.of(shape, 3, 1);
        INDArray array = Nd4j.createFromArray(images.features().values()).reshape(3, HEIGHT, WIDTH, CHANNELS);
        float[] permuted = NativeFloats.copyOf(array.permute(0, 3, 1, 2));

        Minibatch first = ImageOrder.CHANNELS_FIRST.of(images);
        Minibatch flat = ImageOrder.FLAT.of(images);

        assertThat(first.features().shape()).containsExactly(3, CHANNELS, HEIGHT, WIDTH);
        assertThat(first.features().values()).isEqualTo(permuted);
        assertThat(flat.features().shape()).containsExactly(3, CHANNELS * HEIGHT * WIDTH);
        assertThat(flat.features().values()).isEqualTo(permuted);
        assertThat(ImageOrder.CHANNELS_LAST.of(images)).isEqualTo(images);
        assertThat(flat.labels()).isSameAs(images.labels());
    }

    @Test
    void whatIsNoImageStaysAsItIs() {
        Minibatch sequences = RandomExamples.of(new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 6, 4, false), 3, 1);

        assertThat(ImageOrder.FLAT.of(sequences)).isSameAs(sequences);
    }
}
