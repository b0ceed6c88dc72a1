package io.cohort.worker.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns images between channels first and channels last. */
final class Turned {
    private Turned() {}

    /** From [n, channels, height, width] to [n, height, width, channels], a copy. */
    static INDArray channelsLast(INDArray images, ArrayType type, LayerWorkspaceMgr workspaces) {
        return workspaces.dup(type, images.permute(0, 2, 3, 1), 'c');
    }

    /** From [n, height, width, channels] to [n, channels, height, width], a copy. */
    static INDArray channelsFirst(INDArray images, ArrayType type, LayerWorkspaceMgr workspaces) {
        return workspaces.dup(type, images.permute(0, 3, 1, 2), 'c');
    }

    /** The same images in another order; other types stay. */
    static InputType type(InputType type, CNN2DFormat format) {
        return type instanceof InputType.InputTypeConvolutional images
                ? InputType.convolutional(images.getHeight(), images.getWidth(), images.getChannels(), format)
                : type;
    }
}
