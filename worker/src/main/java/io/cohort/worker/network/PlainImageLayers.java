package io.cohort.worker.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * DL4J's own layers. An activation stands as a layer of its own: inside an NHWC convolution with oneDNN its gradient is
 * silently wrong, and batch normalisation ignores it.
 */
final class PlainImageLayers implements ImageLayers {
    @Override
    public List<Layer> convolution(
            String name, int outputs, int kernel, int stride, boolean same, boolean bias, boolean relu) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new ConvolutionLayer.Builder(kernel, kernel)
                .name(name)
                .stride(stride, stride)
                .nOut(outputs)
                .hasBias(bias)
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .build());
        return activated(layers, name, relu);
    }

    @Override
    public List<Layer> normalisation(String name, boolean relu) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new BatchNormalization.Builder()
                .name(name)
                .dataFormat(CNN2DFormat.NHWC)
                .build());
        return activated(layers, name, relu);
    }

    private static List<Layer> activated(List<Layer> layers, String name, boolean relu) {
        if (relu) {
            layers.add(new ActivationLayer.Builder()
                    .name(name + "-relu")
                    .activation(Activation.RELU)
                    .build());
        }
        return layers;
    }
}
