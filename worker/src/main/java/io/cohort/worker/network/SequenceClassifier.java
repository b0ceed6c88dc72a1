package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/**
 * Recurrent layers over a sequence of any length, then its class. Parameters: {@code hidden}, outputs of each layer (100), {@code bidirectional} (false), {@code dropout}
 * before each layer but the first and before the class (0), {@code pooling}: {@code last} step, {@code mean} or {@code max} over all steps (last; mean where bidirectional).
 */
final class SequenceClassifier implements Architecture {
    private final String name;
    private final boolean lstm;

    SequenceClassifier(String name, boolean lstm) {
        this.name = name;
        this.lstm = lstm;
    }

    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Shapes.require(name, blueprint.shape(), ExampleShape.Kind.SEQUENCE);
        if (blueprint.shape().labelEachStep()) {
            throw new BadInputException("network.architecture " + name
                    + " takes one label for a sequence, but the input has one for each step; take lstm-characters");
        }
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        RecurrentLayers recurrent = RecurrentLayers.of(lstm, parameters, List.of(100));
        String pooling =
                parameters.word("pooling", recurrent.bidirectional() ? "mean" : "last", List.of("last", "mean", "max"));
        parameters.noOthers();
        if (recurrent.bidirectional() && pooling.equals("last")) {
            // DL4J's gradients of it are wrong where sequences differ in length.
            throw new IllegalArgumentException(
                    "network.parameters.pooling must be mean or max where bidirectional is true, but is last");
        }
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < recurrent.size(); i++) {
            Layer layer = recurrent.layer(i);
            boolean last = i == recurrent.size() - 1 && pooling.equals("last");
            layers.add(last ? lastStep(layer) : layer);
        }
        if (!pooling.equals("last")) {
            layers.add(new GlobalPoolingLayer.Builder(pooling.equals("mean") ? PoolingType.AVG : PoolingType.MAX)
                    .name("pooling")
                    .build());
        }
        return layers.classes(recurrent.dropout()).build();
    }

    /** Puts out only the last step of each sequence. */
    static Layer lastStep(Layer layer) {
        LastTimeStep last = new LastTimeStep(layer);
        last.setLayerName(layer.getLayerName());
        return last;
    }
}
