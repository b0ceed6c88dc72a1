package io.cohort.bench;

import io.cohort.worker.network.layer.ChannelsLastBatchNorm;
import io.cohort.worker.network.layer.ChannelsLastConvolution;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks that are timed, the same as in torch_networks.py. */
final class BenchmarkNetwork {
    static final int CLASSES = 10;

    private final GraphBuilder graph;
    private String last = "input";

    private BenchmarkNetwork(int size) {
        graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.001, 0.9))
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(size, size, 3, CNN2DFormat.NHWC));
    }

    static ComputationGraph of(String name, int size) {
        return switch (name) {
            case "resnet18" -> residual(size);
            case "vgg" -> plain(size);
            default ->
                throw new IllegalArgumentException("no network is called " + name + "; there are resnet18 and vgg");
        };
    }

    private static ComputationGraph residual(int size) {
        BenchmarkNetwork network = new BenchmarkNetwork(size);
        network.convolution("stem", 64, 7, 2, false).norm("stem", true).pool("stem", 3);
        for (int stage = 0; stage < 4; stage++) {
            network.block("s" + stage + "a", 64 << stage, stage == 0 ? 1 : 2, stage > 0);
            network.block("s" + stage + "b", 64 << stage, 1, false);
        }
        return network.finish();
    }

    private static ComputationGraph plain(int size) {
        BenchmarkNetwork network = new BenchmarkNetwork(size);
        for (int stage = 0; stage < 3; stage++) {
            network.convolution("s" + stage + "a", 32 << stage, 3, 1, true);
            network.convolution("s" + stage + "b", 32 << stage, 3, 1, true);
            network.pool("s" + stage, 2);
        }
        network.graph.addLayer(
                "dense",
                new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build(),
                network.last);
        network.last = "dense";
        return network.output();
    }

    private BenchmarkNetwork convolution(String name, int channels, int kernel, int stride, boolean relu) {
        ChannelsLastConvolution.Builder convolution = new ChannelsLastConvolution.Builder(kernel, kernel);
        convolution
                .errorsBelow(!last.equals("input"))
                .nOut(channels)
                .stride(stride, stride)
                .hasBias(relu)
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(kernel / 2, kernel / 2)
                .activation(relu ? Activation.RELU : Activation.IDENTITY);
        graph.addLayer(name + "-convolution", convolution.build(), last);
        last = name + "-convolution";
        return this;
    }

    private BenchmarkNetwork norm(String name, boolean relu) {
        ChannelsLastBatchNorm.Builder norm = new ChannelsLastBatchNorm.Builder();
        norm.activation(relu ? Activation.RELU : Activation.IDENTITY);
        graph.addLayer(name + "-norm", norm.build(), last);
        last = name + "-norm";
        return this;
    }

    private void pool(String name, int kernel) {
        SubsamplingLayer.Builder pool = new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(kernel, kernel)
                .stride(2, 2)
                .padding(kernel / 2 == 1 && kernel == 3 ? new int[] {1, 1} : new int[] {0, 0})
                .dataFormat(CNN2DFormat.NHWC);
        graph.addLayer(name + "-pool", pool.build(), last);
        last = name + "-pool";
    }

    private void block(String name, int channels, int stride, boolean projected) {
        String input = last;
        convolution(name + "1", channels, 3, stride, false).norm(name + "1", true);
        convolution(name + "2", channels, 3, 1, false).norm(name + "2", false);
        String body = last;
        last = input;
        if (projected) {
            convolution(name + "p", channels, 1, stride, false).norm(name + "p", false);
        }
        graph.addVertex(name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), body, last);
        graph.addLayer(
                name + "-relu",
                new ActivationLayer.Builder().activation(Activation.RELU).build(),
                name + "-sum");
        last = name + "-relu";
    }

    private ComputationGraph finish() {
        graph.addLayer(
                "average",
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .poolingDimensions(1, 2)
                        .build(),
                last);
        last = "average";
        return output();
    }

    private ComputationGraph output() {
        graph.addLayer(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                last);
        graph.setOutputs("output");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
