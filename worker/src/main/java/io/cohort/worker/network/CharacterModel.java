package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * LSTMs that give each step of a sequence its class: the next character, for instance. Gradients flow back through segments
 * (truncated backpropagation through time; Williams and Peng, Neural Computation 1990), while the state is carried on.
 * Parameters: {@code hidden}, outputs of each layer (256, 256), {@code bidirectional} (false), {@code dropout} before each layer but the first and before the class (0), {@code truncation}, steps of a segment (50; 0 for whole sequences).
 */
final class CharacterModel implements Architecture {
    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Shapes.require("lstm-characters", blueprint.shape(), ExampleShape.Kind.SEQUENCE);
        if (!blueprint.shape().labelEachStep()) {
            throw new BadInputException(
                    "network.architecture lstm-characters takes a label for each step, but the input has one"
                            + " for each sequence; take lstm-classifier");
        }
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        RecurrentLayers recurrent = RecurrentLayers.of(true, parameters, List.of(256, 256));
        int truncation = parameters.integer("truncation", 50, 0);
        parameters.noOthers();
        if (truncation > 0 && recurrent.bidirectional()) {
            throw new IllegalArgumentException(
                    "network.parameters.truncation must be 0 where bidirectional is true, but is " + truncation);
        }
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < recurrent.size(); i++) {
            layers.add(recurrent.layer(i));
        }
        return classes(layers, blueprint, recurrent.dropout())
                .build(truncation < blueprint.shape().time() ? truncation : 0);
    }

    /** Adds the layer that gives each class its probability at each step. */
    static LayerList classes(LayerList layers, Blueprint blueprint, double dropout) {
        RnnOutputLayer.Builder output = new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .name("output")
                .nOut(blueprint.shape().classes())
                .activation(Activation.SOFTMAX);
        if (dropout > 0) {
            output.dropOut(1 - dropout);
        }
        return layers.add(output.build());
    }
}
