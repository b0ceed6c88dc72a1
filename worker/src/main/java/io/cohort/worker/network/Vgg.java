package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import java.util.List;

/**
 * Stages of 3 x 3 convolutions with a halving after each, then dense layers, after Simonyan and Zisserman, "Very deep convolutional networks for
 * large-scale image recognition", ICLR 2015. Parameters: {@code width}, channels of the first stage, {@code hidden}, outputs of each dense layer,
 * {@code dropout} before each dense layer, {@code normalised}, whether convolutions are batch-normalised (false).
 */
final class Vgg implements Architecture {
    private final String name;
    private final int[] convolutions;
    private final int width;
    private final List<Integer> hidden;
    private final double dropout;

    private Vgg(String name, int[] convolutions, int width, List<Integer> hidden, double dropout) {
        this.name = name;
        this.convolutions = convolutions;
        this.width = width;
        this.hidden = hidden;
        this.dropout = dropout;
    }

    /** Configuration D of the paper: 13 convolutions; width 64, hidden 4096 twice, dropout 0.5. Images from 32 pixels on. */
    static Vgg sixteen() {
        return new Vgg("vgg16", new int[] {2, 2, 3, 3, 3}, 64, List.of(4096, 4096), 0.5);
    }

    /** Six convolutions in three stages; width 32, hidden 256, dropout 0. Images from 8 pixels on. */
    static Vgg small() {
        return new Vgg("vgg-small", new int[] {2, 2, 2}, 32, List.of(256), 0);
    }

    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Shapes.require(name, blueprint.shape(), ExampleShape.Kind.IMAGE);
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        int channels = parameters.integer("width", width, 1);
        List<Integer> outputs = parameters.integers("hidden", hidden);
        double dropped = parameters.share("dropout", dropout);
        boolean normalised = parameters.flag("normalised", false);
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        for (int stage = 0; stage < convolutions.length; stage++) {
            for (int i = 0; i < convolutions[stage]; i++) {
                ImageLayers.Window window = new ImageLayers.Window("conv" + (stage + 1) + "-" + (i + 1), 3, 1, true);
                layers.add(blueprint.images().block(window, channels << Math.min(stage, 3), normalised, true));
            }
            layers.maxPooling("pool" + (stage + 1), 2, 2);
        }
        for (int i = 0; i < outputs.size(); i++) {
            layers.dense("dense" + (i + 1), outputs.get(i), dropped);
        }
        return layers.classes(0).build();
    }
}
