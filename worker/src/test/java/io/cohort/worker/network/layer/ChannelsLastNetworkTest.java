package io.cohort.worker.network.layer;

import static io.cohort.worker.network.layer.LayerUnderTest.difference;
import static io.cohort.worker.network.layer.LayerUnderTest.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

final class ChannelsLastNetworkTest {
    private static final int CLASSES = 3;

    private static NeuralNetConfiguration.Builder training(WorkspaceMode workspaces) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.05, 0.9))
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static GlobalPoolingLayer average(int... dimensions) {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(dimensions)
                .build();
    }

    private static <T extends ConvolutionLayer.Builder> T sized(T convolution, int channels, Activation activation) {
        convolution.nOut(channels).convolutionMode(ConvolutionMode.Same).activation(activation);
        return convolution;
    }

    private static ChannelsLastBatchNorm norm(Activation activation) {
        ChannelsLastBatchNorm.Builder norm = new ChannelsLastBatchNorm.Builder();
        norm.activation(activation);
        return norm.build();
    }

    /** A residual block between two convolutions. */
    private static ComputationGraph residual(WorkspaceMode workspaces, DataType type) {
        ComputationGraph network = new ComputationGraph(training(workspaces)
                .dataType(type)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(9, 7, 3, CNN2DFormat.NHWC))
                .addLayer("c1", ours(8, Activation.RELU, false), "input")
                .addLayer("c2", ours(8, Activation.IDENTITY, true), "c1")
                .addLayer("n2", norm(Activation.RELU), "c2")
                .addLayer("c3", ours(8, Activation.IDENTITY, true), "n2")
                .addLayer("n3", norm(Activation.IDENTITY), "c3")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "n3", "c1")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("average", average(1, 2), "relu")
                .addLayer("output", output(), "average")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    private static ChannelsLastConvolution ours(int channels, Activation activation, boolean errorsBelow) {
        return sized(new ChannelsLastConvolution.Builder(3, 3).errorsBelow(errorsBelow), channels, activation)
                .build();
    }

    private static DataSet examples(long seed, DataType type, int n) {
        INDArray labels = Nd4j.zeros(type, n, CLASSES);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(random(seed, type, n, 9, 7, 3), labels);
    }

    @Test
    void trainsAsDl4jsPlainLayersDo() {
        MultiLayerConfiguration ours = training(WorkspaceMode.ENABLED)
                .list()
                .layer(ours(8, Activation.RELU, false))
                .layer(norm(Activation.RELU))
                .layer(ours(12, Activation.IDENTITY, true))
                .layer(average(1, 2))
                .layer(output())
                .setInputType(InputType.convolutional(9, 7, 3, CNN2DFormat.NHWC))
                .build();
        MultiLayerConfiguration plain = training(WorkspaceMode.ENABLED)
                .list()
                .layer(sized(new ConvolutionLayer.Builder(3, 3), 8, Activation.RELU)
                        .build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(sized(new ConvolutionLayer.Builder(3, 3), 12, Activation.IDENTITY)
                        .build())
                .layer(average(2, 3))
                .layer(output())
                .setInputType(InputType.convolutional(9, 7, 3, CNN2DFormat.NCHW))
                .build();
        MultiLayerNetwork one = new MultiLayerNetwork(ours);
        MultiLayerNetwork other = new MultiLayerNetwork(plain);
        one.init();
        other.init();
        other.setParams(one.params());

        for (int step = 0; step < 4; step++) {
            DataSet batch = examples(step, DataType.FLOAT, 6);
            one.fit(batch);
            other.fit(new DataSet(batch.getFeatures().permute(0, 3, 1, 2).dup('c'), batch.getLabels()));
        }

        // Each of four steps in single precision adds about 1e-6.
        assertThat(difference(one.params(), other.params())).isLessThan(2e-5);
        INDArray images = random(50, DataType.FLOAT, 5, 9, 7, 3);
        assertThat(difference(
                        one.output(images),
                        other.output(images.permute(0, 3, 1, 2).dup('c'))))
                .isLessThan(2e-5);
    }

    @Test
    void workspacesChangeNoBit() {
        ComputationGraph with = residual(WorkspaceMode.ENABLED, DataType.FLOAT);
        ComputationGraph without = residual(WorkspaceMode.NONE, DataType.FLOAT);

        for (int step = 0; step < 5; step++) {
            with.fit(examples(step, DataType.FLOAT, step == 3 ? 2 : 6));
            without.fit(examples(step, DataType.FLOAT, step == 3 ? 2 : 6));
        }

        assertThat(with.params().toFloatVector())
                .containsExactly(without.params().toFloatVector());
    }

    @Test
    void singlePrecisionFollowsDouble() {
        ComputationGraph single = residual(WorkspaceMode.ENABLED, DataType.FLOAT);
        ComputationGraph twice = residual(WorkspaceMode.ENABLED, DataType.DOUBLE);
        twice.setParams(single.params().castTo(DataType.DOUBLE));

        for (int step = 0; step < 3; step++) {
            single.fit(examples(step, DataType.FLOAT, 6));
            twice.fit(examples(step, DataType.DOUBLE, 6));
        }

        assertThat(difference(single.params(), twice.params())).isLessThan(2e-5);
    }

    @Test
    void configurationSurvivesJson() {
        ComputationGraphConfiguration configuration =
                residual(WorkspaceMode.ENABLED, DataType.FLOAT).getConfiguration();

        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());
        ComputationGraph network = new ComputationGraph(read);
        network.init();

        assertThat(read.toJson()).isEqualTo(configuration.toJson());
        ChannelsLastConvolution first =
                (ChannelsLastConvolution) network.getLayer("c1").conf().getLayer();
        assertThat(first.isErrorsBelow()).isFalse();
        assertThat(first.isRectified()).isTrue();
        assertThat(network.getLayer("n2")).isInstanceOf(ChannelsLastBatchNormLayer.class);
    }
}
