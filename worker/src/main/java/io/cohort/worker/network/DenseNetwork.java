package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;

/**
 * Dense layers with ReLU, one after another, then the classes. Takes images and tables as flat rows. Parameters: {@code hidden}, outputs of each layer (512, 256),
 * {@code dropout} before each layer but the first (0).
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
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < hidden.size(); i++) {
            layers.dense("dense" + (i + 1), hidden.get(i), i == 0 ? 0 : dropout);
        }
        return layers.classes(dropout).build();
    }
}
