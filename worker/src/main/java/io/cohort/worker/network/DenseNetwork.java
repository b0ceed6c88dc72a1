package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;
import org.nd4j.linalg.activations.Activation;

/**
 * Dense layers, one after another, then the classes. Takes images and tables as flat rows. Parameters: {@code hidden}, outputs of each layer (512, 256),
 * {@code dropout} before each layer but the first (0), {@code activation} (relu, sigmoid, tanh).
 */
final class DenseNetwork implements Architecture {
    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        if (blueprint.shape().kind() == ExampleShape.Kind.SEQUENCE) {
            throw new BadInputException(
                    "network.architecture mlp takes images and tables, but the input holds sequences;"
                            + " take lstm-classifier");
        }
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        List<Integer> hidden = parameters.integers("hidden", List.of(512, 256));
        double dropout = parameters.share("dropout", 0);
        Activation activation = StackedAutoencoder.activation(parameters);
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < hidden.size(); i++) {
            layers.dense("dense" + (i + 1), hidden.get(i), i == 0 ? 0 : dropout, activation);
        }
        return layers.classes(dropout).build();
    }
}
