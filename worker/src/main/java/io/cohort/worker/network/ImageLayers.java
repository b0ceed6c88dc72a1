package io.cohort.worker.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Layers over images as [n, height, width, channels]. Whatever they are made of, they have the same parameters in the same order. */
interface ImageLayers {
    /**
     * A convolution.
     *
     * @param name of the layer
     * @param outputs channels that it makes
     * @param kernel height and width of its window
     * @param stride in both directions
     * @param same whether a border of zeros keeps the size (divided by the stride)
     * @param bias whether it has one
     * @param relu whether what is negative becomes 0
     */
    List<Layer> convolution(String name, int outputs, int kernel, int stride, boolean same, boolean bias, boolean relu);

    /**
     * Batch normalisation (Ioffe and Szegedy, ICML 2015).
     *
     * @param name of the layer
     * @param relu whether what is negative becomes 0
     */
    List<Layer> normalisation(String name, boolean relu);
}
