package io.cohort.worker.network;

import io.cohort.worker.network.layer.ChannelsLastConvolution;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * Layers over images as [n, height, width, channels]. Both kinds have the same parameters under the same names, so
 * what one has trained the other can run; in a graph their order may differ.
 */
enum ImageLayers {
    /**
     * DL4J's own, which any DL4J can load. An activation stands as a layer of its own: inside an NHWC convolution with oneDNN
     * its gradient is silently wrong, and batch normalisation ignores it.
     */
    PLAIN {
        @Override
        List<Layer> convolution(Window window, int outputs, boolean bias, boolean relu) {
            List<Layer> layers = new ArrayList<>();
            layers.add(described(new ConvolutionLayer.Builder(window.kernel(), window.kernel()), window, outputs, bias)
                    .activation(Activation.IDENTITY)
                    .build());
            return activated(layers, window.name(), relu);
        }

        @Override
        List<Layer> normalisation(String name, double gain, boolean relu) {
            List<Layer> layers = new ArrayList<>();
            layers.add(described(new BatchNormalization.Builder(), name, gain).build());
            return activated(layers, name, relu);
        }
    },
    /** Cohort's own, which are faster. */
    FAST {
        @Override
        List<Layer> convolution(Window window, int outputs, boolean bias, boolean relu) {
            return List.of(described(
                            new ChannelsLastConvolution.Builder(window.kernel(), window.kernel()),
                            window,
                            outputs,
                            bias)
                    .activation(relu ? Activation.RELU : Activation.IDENTITY)
                    .build());
        }

        @Override
        List<Layer> normalisation(String name, double gain, boolean relu) {
            return List.of(described(new io.cohort.worker.network.layer.ChannelsLastBatchNorm.Builder(), name, gain)
                    .activation(relu ? Activation.RELU : Activation.IDENTITY)
                    .build());
        }
    };

    /**
     * Where a layer looks.
     *
     * @param name of the layer
     * @param kernel height and width
     * @param stride in both directions
     * @param same whether a border of zeros keeps the size (divided by the stride); otherwise the window stays inside
     */
    record Window(String name, int kernel, int stride, boolean same) {}

    /**
     * A convolution.
     *
     * @param outputs channels that it makes
     * @param bias whether it has one
     * @param relu whether what is negative becomes 0
     */
    abstract List<Layer> convolution(Window window, int outputs, boolean bias, boolean relu);

    /**
     * Batch normalisation (Ioffe and Szegedy, ICML 2015).
     *
     * @param gain that it starts with
     * @param relu whether what is negative becomes 0
     */
    abstract List<Layer> normalisation(String name, double gain, boolean relu);

    /** A convolution, normalised or else with a bias. */
    final List<Layer> block(Window window, int outputs, boolean normalised, boolean relu) {
        List<Layer> layers = new ArrayList<>(convolution(window, outputs, !normalised, relu && !normalised));
        if (normalised) {
            layers.addAll(normalisation(window.name() + "-norm", 1, relu));
        }
        return layers;
    }

    /** The largest or mean of each window. */
    final Layer pooling(Window window, SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type)
                .name(window.name())
                .kernelSize(window.kernel(), window.kernel())
                .stride(window.stride(), window.stride())
                .convolutionMode(mode(window))
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    /** The mean of each channel over the image. */
    final Layer globalMean(String name) {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).name(name).build();
    }

    /** Tells a layer that nothing learns below it: ours then leaves out the gradient of the images. */
    static void first(Layer layer) {
        if (layer instanceof ChannelsLastConvolution convolution) {
            convolution.setErrorsBelow(false);
        }
    }

    private static ConvolutionMode mode(Window window) {
        return window.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    static ConvolutionLayer.Builder described(
            ConvolutionLayer.Builder layer, Window window, int outputs, boolean bias) {
        layer.name(window.name());
        layer.stride(window.stride(), window.stride());
        layer.nOut(outputs);
        layer.hasBias(bias);
        layer.convolutionMode(mode(window));
        layer.dataFormat(CNN2DFormat.NHWC);
        layer.weightInit(WeightInit.RELU);
        return layer;
    }

    static BatchNormalization.Builder described(BatchNormalization.Builder layer, String name, double gain) {
        layer.name(name);
        layer.gamma(gain);
        layer.dataFormat(CNN2DFormat.NHWC);
        return layer;
    }

    static List<Layer> activated(List<Layer> layers, String name, boolean relu) {
        if (relu) {
            layers.add(new ActivationLayer.Builder()
                    .name(name + "-relu")
                    .activation(Activation.RELU)
                    .build());
        }
        return layers;
    }
}
