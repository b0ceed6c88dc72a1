package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import io.cohort.worker.data.example.Minibatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Networks as users of DL4J write them. */
final class ForeignModelTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 6;
    private static final int CHANNELS = 2;
    private static final int CLASSES = 3;
    private static final ExampleShape IMAGES = new ExampleShape(Kind.IMAGE, HEIGHT, WIDTH, CHANNELS, 1, CLASSES, false);

    @TempDir
    Path folder;

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

        Path file = Files.write(folder.resolve("network.zip"), zip);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        ForeignModel model = ForeignFile.network(path, new Configuration(false)).orElseThrow();
        Map<String, float[]> parameters = ForeignFile.parameters(path, new Configuration(false));

        assertThat(model.outputs()).isEqualTo(CLASSES);
        assertThat(ForeignModel.arranged(parameters, settings(model), IMAGES))
                .isEqualTo(NativeFloats.copyOf(network.params()));
        Blueprint blueprint = new Blueprint(IMAGES, Map.of(), Precision.FLOAT, 0, ImageLayers.FAST);
        assertThat(ForeignNetwork.configure(model.json(), blueprint).order()).isEqualTo(order);
    }

    private static NetworkSettings settings(ForeignModel model) {
        return model.settings(new NetworkSettings(
                ArchitectureSettings.named("mlp", Map.of()),
                UpdaterSettings.usual(UpdaterSettings.Kind.SGD),
                Precision.FLOAT,
                1));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreRightHoweverImagesLie(Model network, ImageOrder order) throws IOException {
        ForeignModel model = read(network);

        GradientReport report = GradientCheck.of(ArchitectureSettings.json(model.json()), IMAGES, 4, 1, 5);

        assertThat(report.groups()).hasSizeGreaterThan(3).allMatch(GradientReport.Group::passes);
    }

    private ForeignModel read(Model network) throws IOException {
        Path file = Files.write(folder.resolve("network.zip"), zip(network));
        return ForeignFile.network(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false))
                .orElseThrow();
    }

    /** DL4J computes the gradients of such a convolution wrongly where oneDNN helps. */
    @Test
    void anActivationInsideAChannelsLastConvolutionIsParted() throws IOException {
        InputType last = InputType.convolutional(HEIGHT, WIDTH, CHANNELS, CNN2DFormat.NHWC);
        MultiLayerNetwork network = new MultiLayerNetwork(base().list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .dataFormat(CNN2DFormat.NHWC)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .dataFormat(CNN2DFormat.NHWC)
                        .build())
                .layer(new FrozenLayer(new DenseLayer.Builder().nOut(4).build()))
                .layer(output())
                .setInputType(last)
                .build());
        network.init();

        ForeignModel model = read(network);
        GradientReport report = GradientCheck.of(ArchitectureSettings.json(model.json()), IMAGES, 4, 1, 5);

        assertThat(report.groups())
                .extracting(GradientReport.Group::name)
                .contains("layer0/W", "layer1/gamma", "layer2/W");
        assertThat(report.groups()).allMatch(GradientReport.Group::passes);
    }

    @Test
    void theConfDecidesHowItLearnsAndTheFileWhat() {
        String json = new NeuralNetConfiguration.Builder()
                .seed(77)
                .updater(new Adam(0.5))
                .l2(0.25)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(4).dropOut(0.75).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build())
                .build()
                .toJson();
        Blueprint blueprint = new Blueprint(
                new ExampleShape(Kind.TABLE, 1, 1, 3, 1, 2, false), Map.of(), Precision.FLOAT, 5, ImageLayers.FAST);

        NetworkConfiguration configuration = ForeignNetwork.configure(json, blueprint);
        Learning.into(configuration, UpdaterSettings.usual(UpdaterSettings.Kind.SGD));

        DenseLayer dense = (DenseLayer) configuration.layers().get(0).getLayer();
        assertThat(configuration.layers().get(0).getSeed()).isEqualTo(5);
        assertThat(dense.getIUpdater()).isInstanceOf(Sgd.class);
        assertThat(dense.getRegularization()).isEmpty();
        assertThat(dense.getGradientNormalization()).isEqualTo(GradientNormalization.None);
        assertThat(((Dropout) dense.getIDropout()).getP()).isEqualTo(0.75);
        assertThat(((OutputLayer) configuration.layers().get(1).getLayer()).getActivationFn())
                .isInstanceOf(ActivationSigmoid.class);
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
