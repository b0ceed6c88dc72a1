package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;

/**
 * Five convolutions and three dense layers, after Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks",
 * NIPS 2012, without their local response normalisation. On images under 160 pixels the first window and stride shrink, or nothing would be left of them. Parameters: {@code width}, channels of the first convolution (64, as in their
 * one-tower form), {@code hidden}, outputs of the dense layers (4096), {@code dropout} before each dense layer (0.5),
 * {@code normalised}, whether convolutions are batch-normalised (false).
 */
final class AlexNet implements Architecture {
    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        ExampleShape shape = blueprint.shape();
        Shapes.require("alexnet", shape, ExampleShape.Kind.IMAGE);
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        int width = parameters.integer("width", 64, 1);
        int hidden = parameters.integer("hidden", 4096, 1);
        double dropout = parameters.share("dropout", 0.5);
        boolean normalised = parameters.flag("normalised", false);
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        int side = Math.min(shape.height(), shape.width());
        ImageLayers images = blueprint.images();
        layers.add(images.block(stem(side), width, normalised, true)).maxPooling("pool1", 3, 2);
        layers.add(images.block(window("conv2", 5), width * 3, normalised, true))
                .maxPooling("pool2", 3, 2);
        layers.add(images.block(window("conv3", 3), width * 6, normalised, true));
        layers.add(images.block(window("conv4", 3), width * 4, normalised, true));
        layers.add(images.block(window("conv5", 3), width * 4, normalised, true))
                .maxPooling("pool5", 3, 2);
        return layers.dense("dense6", hidden, dropout)
                .dense("dense7", hidden, dropout)
                .classes(0)
                .build();
    }

    private static ImageLayers.Window stem(int side) {
        if (side >= 160) {
            return new ImageLayers.Window("conv1", 11, 4, true);
        }
        return side >= 64 ? new ImageLayers.Window("conv1", 7, 2, true) : window("conv1", 3);
    }

    private static ImageLayers.Window window(String name, int kernel) {
        return new ImageLayers.Window(name, kernel, 1, true);
    }
}
