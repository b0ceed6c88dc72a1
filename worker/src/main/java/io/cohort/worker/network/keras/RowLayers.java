package io.cohort.worker.network.keras;

import io.cohort.worker.network.keras.Translation.Place;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Layers over rows and sequences, and those that do not care. */
final class RowLayers {
    private RowLayers() {}

    static Place dense(KerasLayer layer, Place from, Translation into) {
        if (!from.isRow()) {
            throw layer.refused(
                    "gets " + from.type() + ", and Cohort's take rows of numbers; flatten or pool before it");
        }
        DenseLayer dense = new DenseLayer.Builder()
                .name(layer.name())
                .nOut(layer.whole("units"))
                .hasBias(layer.flag("use_bias", true))
                .weightInit(Draws.of(layer))
                .activation(KerasActivations.of(layer, "activation"))
                .build();
        denseParameters(layer, into);
        return into.add(dense, from);
    }

    static void denseParameters(KerasLayer layer, Translation into) {
        into.parameter(layer.name() + "/W", layer, "kernel", Arrangement.COLUMNS);
        if (layer.flag("use_bias", true)) {
            into.parameter(layer.name() + "/b", layer, "bias", Arrangement.SAME);
        }
    }

    static Place flatten(KerasLayer layer, Place from, Translation into) {
        if (from.isRow()) {
            return from;
        }
        if (!(from.type() instanceof InputType.InputTypeConvolutional image) || into.isOpen()) {
            throw layer.refused("gets " + (into.isOpen() ? "images of any size" : from.type())
                    + "; Cohort flattens images of a size that the model's input says");
        }
        CnnToFeedForwardPreProcessor rows = new CnnToFeedForwardPreProcessor(
                image.getHeight(), image.getWidth(), image.getChannels(), CNN2DFormat.NHWC);
        return into.add(layer.name(), new PreprocessorVertex(rows), List.of(from));
    }

    static Place dropout(KerasLayer layer, Place from, Translation into) {
        double share = layer.number("rate", 0);
        return share == 0
                ? from
                : into.add(
                        new DropoutLayer.Builder(1 - share).name(layer.name()).build(), from);
    }

    static Place rescaling(KerasLayer layer, Place from, Translation into) {
        double shift = layer.number("offset", 0);
        Place scaled = into.add(layer.name(), new ScaleVertex(layer.number("scale", 1)), List.of(from));
        return shift == 0 ? scaled : into.add(layer.name() + "-offset", new ShiftVertex(shift), List.of(scaled));
    }

    static Place activation(KerasLayer layer, Place from, Translation into) {
        IActivation activation = KerasActivations.itself(layer);
        if (activation instanceof ActivationSoftmax && !from.isRow()) {
            throw layer.refused("is a softmax over " + from.type() + "; Cohort knows it over rows of numbers");
        }
        return into.add(
                new ActivationLayer.Builder()
                        .name(layer.name())
                        .activation(activation)
                        .build(),
                from);
    }

    static Place lstm(KerasLayer layer, Place from, Translation into) {
        LSTM lstm = new LSTM.Builder()
                .name(layer.name())
                .nOut(layer.whole("units"))
                .activation(KerasActivations.of(layer, "activation"))
                .gateActivationFunction(KerasActivations.of(layer, "recurrent_activation"))
                .forgetGateBiasInit(1)
                .build();
        return recurrent(layer, lstm, Arrangement.GATES, from, into);
    }

    static Place simpleRecurrent(KerasLayer layer, Place from, Translation into) {
        SimpleRnn recurrent = new SimpleRnn.Builder()
                .name(layer.name())
                .nOut(layer.whole("units"))
                .activation(KerasActivations.of(layer, "activation"))
                .build();
        return recurrent(layer, recurrent, Arrangement.COLUMNS, from, into);
    }

    private static Place recurrent(
            KerasLayer layer, BaseRecurrentLayer recurrent, Arrangement weights, Place from, Translation into) {
        if (!from.isSequence()
                || !layer.flag("use_bias", true)
                || layer.flag("go_backwards", false)
                || layer.flag("stateful", false)
                || layer.number("dropout", 0) + layer.number("recurrent_dropout", 0) > 0) {
            throw layer.refused("has no bias, dropout inside, goes backwards, is stateful or gets no sequence; Cohort"
                    + " cannot train it");
        }
        boolean gates = weights == Arrangement.GATES;
        into.parameter(layer.name() + "/W", layer, "kernel", weights);
        into.parameter(layer.name() + "/RW", layer, "recurrent_kernel", weights);
        into.parameter(layer.name() + "/b", layer, "bias", gates ? weights : Arrangement.SAME);
        if (layer.flag("return_sequences", false)) {
            return into.add(recurrent, from);
        }
        LastTimeStep last = new LastTimeStep(recurrent);
        last.setLayerName(layer.name());
        return into.add(last, from);
    }
}
