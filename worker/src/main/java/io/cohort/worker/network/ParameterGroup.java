package io.cohort.worker.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Neighbouring numbers among a network's flat parameters that belong together.
 *
 * @param layer name of the layer
 * @param parameter what DL4J calls it in the layer, {@code W} or {@code b} for instance
 * @param offset of the first
 * @param size how many
 */
public record ParameterGroup(String layer, String parameter, int offset, int size) {
    /** Layer and parameter in one word. */
    public String name() {
        return layer + "/" + parameter;
    }

    /** All groups of a network, in order and without gaps. */
    static List<ParameterGroup> of(TrainedNetwork network) {
        List<ParameterGroup> groups = new ArrayList<>();
        int offset = 0;
        for (Layer layer : network.layers()) {
            String name = layer.conf() == null ? "" : layer.conf().getLayer().getLayerName();
            for (Map.Entry<String, INDArray> parameter : layer.paramTable(false).entrySet()) {
                int size = Math.toIntExact(parameter.getValue().length());
                groups.add(new ParameterGroup(name, parameter.getKey(), offset, size));
                offset += size;
            }
        }
        if (offset != network.parameters().length()) {
            throw new IllegalStateException("the layers have " + offset + " parameters, but the network has "
                    + network.parameters().length());
        }
        return groups;
    }
}
