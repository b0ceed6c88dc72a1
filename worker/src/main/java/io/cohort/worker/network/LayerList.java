package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** Collects the layers of a sequential network and refuses one that what arrives at it does not fit. */
final class LayerList {
    private final Blueprint blueprint;
    private final List<Layer> layers = new ArrayList<>();
    private InputType arriving;

    LayerList(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.arriving = blueprint.input();
    }

    /** What arrives at the layer that is added next. */
    InputType arriving() {
        return arriving;
    }

    /**
     * Adds layers.
     *
     * @throws BadInputException if what arrives is too small for one; names it
     */
    LayerList add(List<Layer> next) {
        next.forEach(this::add);
        return this;
    }

    /** Adds a layer. */
    LayerList add(Layer layer) {
        InputPreProcessor between = layer.getPreProcessorForInputType(arriving);
        InputType type = between == null ? arriving : between.getOutputType(arriving);
        Windows.check(layer, type);
        if (layers.isEmpty()) {
            ImageLayers.first(layer);
        }
        layers.add(layer);
        arriving = layer.getOutputType(layers.size() - 1, type);
        return this;
    }

    /** Adds the largest of each window of an image. */
    LayerList maxPooling(String name, int kernel, int stride) {
        return add(blueprint
                .images()
                .pooling(new ImageLayers.Window(name, kernel, stride, false), SubsamplingLayer.PoolingType.MAX));
    }

    /** Adds a layer in which everything sees everything, with ReLU. */
    LayerList dense(String name, int outputs, double dropout) {
        return dense(name, outputs, dropout, Activation.RELU);
    }

    /** Adds a layer in which everything sees everything. */
    LayerList dense(String name, int outputs, double dropout, Activation activation) {
        DenseLayer.Builder layer = new DenseLayer.Builder()
                .name(name)
                .nOut(outputs)
                .weightInit(activation == Activation.RELU ? WeightInit.RELU : WeightInit.XAVIER)
                .activation(activation);
        if (dropout > 0) {
            layer.dropOut(1 - dropout);
        }
        return add(layer.build());
    }

    /** Adds the layer that gives each class its probability. */
    LayerList classes(double dropout) {
        OutputLayer.Builder layer = new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .name("output")
                .nOut(blueprint.shape().classes())
                .activation(Activation.SOFTMAX);
        if (dropout > 0) {
            layer.dropOut(1 - dropout);
        }
        return add(layer.build());
    }

    /**
     * Adds the layer that puts out what the network was given.
     *
     * @param bits whether its numbers lie in [0, 1] and are compared by cross-entropy; else by squared error
     */
    LayerList reconstruction(String name, int outputs, boolean bits) {
        // DL4J's SQUARED_LOSS is a mean over the outputs.
        return add(new OutputLayer.Builder(bits ? new LossBinaryXENT() : new LossL2())
                .name(name)
                .nOut(outputs)
                .activation(bits ? Activation.SIGMOID : Activation.IDENTITY)
                .build());
    }

    /** The network of all that was added. */
    NetworkConfiguration build() {
        return build(0);
    }

    /** @param truncation time steps of a segment; 0 for whole sequences */
    NetworkConfiguration build(int truncation) {
        return build(truncation, Target.LABELS);
    }

    /** @param target what it learns to put out */
    NetworkConfiguration build(int truncation, Target target) {
        NeuralNetConfiguration.ListBuilder list = blueprint.base().list();
        layers.forEach(list::layer);
        list.setInputType(blueprint.input());
        if (truncation > 0) {
            list.backpropType(BackpropType.TruncatedBPTT);
            list.tBPTTLength(truncation);
        }
        return new NetworkConfiguration.Sequential(list.build(), target);
    }
}
