package io.cohort.worker.network;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Flattens images that lie channels last as if they lay channels first, for the weights behind were learned so. */
final class FlattenedChannelsFirst implements InputPreProcessor {
    private static final long serialVersionUID = 1L;

    private final CnnToFeedForwardPreProcessor flattening;

    /** @param flattening of images that lie channels first */
    FlattenedChannelsFirst(CnnToFeedForwardPreProcessor flattening) {
        this.flattening = flattening;
    }

    @Override
    public INDArray preProcess(INDArray images, int size, LayerWorkspaceMgr workspaces) {
        INDArray turned = Turned.channelsFirst(images, ArrayType.ACTIVATIONS, workspaces);
        return flattening.preProcess(turned, size, workspaces);
    }

    @Override
    public INDArray backprop(INDArray errors, int size, LayerWorkspaceMgr workspaces) {
        INDArray images = flattening.backprop(errors, size, workspaces);
        return Turned.channelsLast(images, ArrayType.ACTIVATION_GRAD, workspaces);
    }

    /** Itself: what it wraps is not changed. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public InputPreProcessor clone() {
        return this;
    }

    @Override
    public InputType getOutputType(InputType type) {
        return flattening.getOutputType(Turned.type(type, CNN2DFormat.NCHW));
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int size) {
        return flattening.feedForwardMaskArray(mask, state, size);
    }
}
