package io.cohort.worker.network;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns the images of a network to channels last. */
final class ToChannelsLast implements InputPreProcessor {
    private static final long serialVersionUID = 1L;

    private final InputPreProcessor before;

    /** @param before makes images, channels first; null where they come as such */
    ToChannelsLast(InputPreProcessor before) {
        this.before = before;
    }

    @Override
    public INDArray preProcess(INDArray input, int size, LayerWorkspaceMgr workspaces) {
        INDArray images = before == null ? input : before.preProcess(input, size, workspaces);
        return Turned.channelsLast(images, ArrayType.ACTIVATIONS, workspaces);
    }

    @Override
    public INDArray backprop(INDArray errors, int size, LayerWorkspaceMgr workspaces) {
        INDArray turned = Turned.channelsFirst(errors, ArrayType.ACTIVATION_GRAD, workspaces);
        return before == null ? turned : before.backprop(turned, size, workspaces);
    }

    /** Itself: it has no state. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public InputPreProcessor clone() {
        return this;
    }

    @Override
    public InputType getOutputType(InputType type) {
        return Turned.type(before == null ? type : before.getOutputType(type), CNN2DFormat.NHWC);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int size) {
        return before == null ? new Pair<>(mask, state) : before.feedForwardMaskArray(mask, state, size);
    }
}
