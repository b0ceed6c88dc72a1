package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import java.util.List;

/**
 * Two convolutions with pooling and a dense layer, after LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
 * document recognition", Proc. IEEE 1998; with ReLU and maxima instead of sigmoids and means. Parameters: {@code channels}, of
 * both convolutions (20, 50), {@code hidden} (500), {@code dropout} before the last layer (0), {@code normalised}, whether the convolutions are
 * batch-normalised (false).
 */
final class Lenet implements Architecture {
    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Shapes.require("lenet", blueprint.shape(), ExampleShape.Kind.IMAGE);
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        List<Integer> channels = parameters.integers("channels", List.of(20, 50));
        int hidden = parameters.integer("hidden", 500, 1);
        double dropout = parameters.share("dropout", 0);
        boolean normalised = parameters.flag("normalised", false);
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        ImageLayers images = blueprint.images();
        for (int i = 0; i < channels.size(); i++) {
            String number = Integer.toString(i + 1);
            layers.add(images.block(
                    new ImageLayers.Window("conv" + number, 5, 1, false), channels.get(i), normalised, true));
            layers.maxPooling("pool" + number, 2, 2);
        }
        return layers.dense("dense", hidden, 0).classes(dropout).build();
    }
}
