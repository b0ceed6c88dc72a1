package io.cohort.worker.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Collects the layers of a network whose ways part and meet. Places are named by the layer that leads there. */
final class LayerGraph {
    private static final String INPUT = "input";

    private final Blueprint blueprint;
    private final ComputationGraphConfiguration.GraphBuilder graph;

    LayerGraph(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.graph = blueprint.base().graphBuilder().addInputs(INPUT).setInputTypes(blueprint.input());
    }

    /** Where examples arrive. */
    String input() {
        return INPUT;
    }

    /** Appends layers to a place; returns the place behind them. */
    String add(String place, List<Layer> layers) {
        String at = place;
        for (Layer layer : layers) {
            at = add(at, layer);
        }
        return at;
    }

    /** Appends a layer to a place; returns the place behind it. */
    String add(String place, Layer layer) {
        if (place.equals(INPUT)) {
            ImageLayers.first(layer);
        }
        graph.addLayer(layer.getLayerName(), layer, place);
        return layer.getLayerName();
    }

    /** Where two ways meet: their sum, negative parts set to 0. */
    String sum(String name, String one, String other) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), one, other);
        return add(
                name,
                new ActivationLayer.Builder()
                        .name(name + "-relu")
                        .activation(Activation.RELU)
                        .build());
    }

    /** The network, with the classes' probabilities behind a place. */
    NetworkConfiguration classes(String place, double dropout) {
        OutputLayer.Builder output = new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .name("output")
                .nOut(blueprint.shape().classes())
                .activation(Activation.SOFTMAX);
        if (dropout > 0) {
            output.dropOut(1 - dropout);
        }
        graph.addLayer("output", output.build(), place).setOutputs("output");
        return new NetworkConfiguration.Graph(graph.build(), Target.LABELS);
    }
}
