package io.cohort.worker.network.keras;

import io.cohort.worker.network.keras.Translation.Place;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What stands at the end of a model and becomes DL4J's output layer, which knows its loss: a Dense, with its softmax in it or
 * behind it; or a softmax alone.
 *
 * @param parts layers that become one
 * @param activation of the outputs
 */
record Head(List<KerasLayer> parts, IActivation activation) {
    private static final String DENSE = "Dense";

    static Head of(KerasGraph graph) {
        KerasLayer last = named(graph, graph.output());
        IActivation itself = KerasActivations.itself(last);
        if (last.type().equals(DENSE)) {
            return new Head(List.of(last), classifying(last, KerasActivations.of(last, "activation")));
        }
        if (itself == null) {
            throw last.refused("stands at the end; Cohort trains networks that end with Dense or softmax");
        }
        KerasLayer before = named(graph, last.inputs().get(0));
        boolean folds = before.type().equals(DENSE)
                && KerasActivations.of(before, "activation") instanceof ActivationIdentity
                && graph.behind(before.name()).size() == 1;
        return new Head(folds ? List.of(before, last) : List.of(last), classifying(last, itself));
    }

    private static KerasLayer named(KerasGraph graph, String name) {
        return graph.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Without an activation the outputs are logits, which softmax makes probabilities of. */
    private static IActivation classifying(KerasLayer layer, IActivation given) {
        if (given instanceof ActivationIdentity) {
            return new ActivationSoftmax();
        }
        if (given instanceof ActivationSoftmax || given instanceof ActivationSigmoid) {
            return given;
        }
        throw layer.refused("stands at the end with " + given
                + "; Cohort trains networks that end with softmax, sigmoid or logits");
    }

    boolean isPart(KerasLayer layer) {
        return parts.contains(layer);
    }

    boolean isFirst(KerasLayer layer) {
        return parts.get(0).equals(layer);
    }

    Place add(Place from, Translation into) {
        KerasLayer first = parts.get(0);
        if (!from.isRow()) {
            throw first.refused("stands at the end and gets " + from.type()
                    + "; Cohort trains networks that put out a row of numbers: flatten or pool before it");
        }
        ILossFunction loss = activation instanceof ActivationSoftmax ? new LossMCXENT() : new LossBinaryXENT();
        if (!first.type().equals(DENSE)) {
            LossLayer layer = new LossLayer.Builder(loss)
                    .name(first.name())
                    .activation(activation)
                    .build();
            layer.setNOut(from.channels());
            return into.add(layer, from);
        }
        Layer layer = new OutputLayer.Builder(loss)
                .name(first.name())
                .nOut(first.whole("units"))
                .hasBias(first.flag("use_bias", true))
                .activation(activation)
                .build();
        RowLayers.denseParameters(first, into);
        return into.add(layer, from);
    }
}
