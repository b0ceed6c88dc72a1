package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Refuses layers whose window is larger than the image that arrives at them. */
final class Windows {
    private Windows() {}

    /** @throws BadInputException if the image is too small; names layer and image */
    static void check(Layer layer, InputType arriving) {
        if (layer instanceof ConvolutionLayer convolution) {
            check(
                    layer,
                    arriving,
                    convolution.getKernelSize(),
                    convolution.getConvolutionMode(),
                    convolution.getPadding());
        } else if (layer instanceof SubsamplingLayer pooling) {
            check(layer, arriving, pooling.getKernelSize(), pooling.getConvolutionMode(), pooling.getPadding());
        }
    }

    private static void check(Layer layer, InputType arriving, int[] kernel, ConvolutionMode mode, int[] padding) {
        if (mode == ConvolutionMode.Same || !(arriving instanceof InputType.InputTypeConvolutional image)) {
            return;
        }
        if (image.getHeight() + 2L * padding[0] < kernel[0] || image.getWidth() + 2L * padding[1] < kernel[1]) {
            throw new BadInputException(
                    "layer " + layer.getLayerName() + " looks through a window of " + kernel[0] + " x "
                            + kernel[1] + ", but an image of " + image.getHeight() + " x " + image.getWidth()
                            + " arrives at it; take larger images (image.size) or a smaller network (network.architecture)");
        }
    }
}
