package io.cohort.worker.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/**
 * Keeps the first layers of a network from learning. They run as in inference: no dropout, and batch norm normalises by its
 * running statistics, which stay. Going backward ends at them.
 */
final class Freezing {
    private Freezing() {}

    /**
     * Freezes all that leads to a layer, and the layer.
     *
     * @param configuration written to
     * @param last name of the layer; empty to freeze nothing
     * @throws IllegalArgumentException if the network cuts sequences, whose state a frozen layer does not carry on
     */
    static void upTo(NetworkConfiguration configuration, String last) {
        if (last.isEmpty()) {
            return;
        }
        if (configuration instanceof NetworkConfiguration.Sequential sequential) {
            freeze(sequential, last);
        } else if (configuration instanceof NetworkConfiguration.Graph graph) {
            freeze(graph.configuration(), last);
        }
    }

    private static void freeze(NetworkConfiguration.Sequential sequential, String last) {
        if (sequential.configuration().getBackpropType() == BackpropType.TruncatedBPTT) {
            throw new IllegalArgumentException("network.freeze-until does not go with sequences that are cut; set"
                    + " network.parameters.truncation = 0 or freeze nothing");
        }
        for (NeuralNetConfiguration each : sequential.layers()) {
            boolean done = last.equals(each.getLayer().getLayerName());
            wrap(each);
            if (done) {
                return;
            }
        }
    }

    private static void wrap(NeuralNetConfiguration configuration) {
        Layer layer = configuration.getLayer();
        FrozenLayer frozen = new FrozenLayer(layer);
        frozen.setLayerName(layer.getLayerName());
        configuration.setLayer(frozen);
    }

    private static void freeze(ComputationGraphConfiguration graph, String last) {
        Set<String> reached = new HashSet<>();
        Deque<String> left = new ArrayDeque<>();
        left.add(last);
        while (!left.isEmpty()) {
            String vertex = left.remove();
            if (graph.getVertices().containsKey(vertex) && reached.add(vertex)) {
                left.addAll(graph.getVertexInputs().get(vertex));
            }
        }
        for (String name : reached) {
            GraphVertex vertex = graph.getVertices().get(name);
            if (vertex instanceof LayerVertex layer) {
                wrap(layer.getLayerConf());
            } else {
                graph.getVertices().put(name, new FrozenVertex(vertex));
            }
        }
    }
}
