package io.cohort.worker.network.layer;

import io.cohort.worker.network.layer.ConvolutionArithmetic.Gradients;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link ConvolutionArithmetic} on the arrays as they lie. The output is kept until the backward pass, not computed again:
 * its sign is all that the derivative of ReLU needs.
 */
final class ChannelsLastConvolutionLayer extends ConvolutionLayer {
    private final ConvolutionArithmetic arithmetic;
    private final boolean rectified;
    private final boolean errorsBelow;
    private INDArray output;

    ChannelsLastConvolutionLayer(NeuralNetConfiguration conf, DataType type, ChannelsLastConvolution layer) {
        super(conf, type);
        rectified = layer.isRectified();
        errorsBelow = layer.isErrorsBelow();
        ConvolutionGeometry geometry = new ConvolutionGeometry(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode() == ConvolutionMode.Same,
                rectified);
        arithmetic = ConvolutionArithmetic.of(geometry, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        validateInputRank();
        validateInputDepth(layerConf().getNIn());
        INDArray images = Layout.dense(input, dataType);
        INDArray weights = parameter(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaces);
        INDArray bias = hasBias() ? parameter(ConvolutionParamInitializer.BIAS_KEY, training, workspaces) : null;
        int[] size = outputSize(images);
        INDArray out = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, images.size(0), size[0], size[1], weights.size(0));
        arithmetic.forward(images, weights, bias, out);
        output = training ? out : null;
        return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray images = Layout.dense(input, dataType);
        INDArray delta = delta(Layout.dense(epsilon, dataType), workspaces);
        INDArray weights = parameter(ConvolutionParamInitializer.WEIGHT_KEY, true, workspaces);
        INDArray bias = hasBias() ? parameter(ConvolutionParamInitializer.BIAS_KEY, true, workspaces) : null;
        INDArray below = errorsBelow
                ? workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, images.shape())
                : workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, images.shape());
        Gradients gradients = new Gradients(
                gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY),
                hasBias() ? gradientViews.get(ConvolutionParamInitializer.BIAS_KEY) : null,
                errorsBelow ? below : null);
        arithmetic.backward(images, weights, bias, delta, gradients);
        weightNoiseParams.clear();
        output = null;
        return new Pair<>(gradient(gradients), backpropDropOutIfPresent(below));
    }

    private static Gradient gradient(Gradients gradients) {
        Gradient gradient = new DefaultGradient();
        if (gradients.bias() != null) {
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, gradients.bias());
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, gradients.weights(), 'c');
        return gradient;
    }

    private INDArray parameter(String key, boolean training, LayerWorkspaceMgr workspaces) {
        return Layout.dense(getParamWithNoise(key, training, workspaces), dataType);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }

    /** The error before the activation: {@code epsilon} where the output is above 0, or everywhere without ReLU. */
    private INDArray delta(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (!rectified) {
            return epsilon;
        }
        if (output == null) {
            throw new IllegalStateException("no training pass went forward before this backward pass " + layerId());
        }
        INDArray delta = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, epsilon.shape());
        Nd4j.exec(new RectifiedLinearDerivative(output, epsilon, delta, 0));
        return delta;
    }

    private int[] outputSize(INDArray images) {
        boolean same = convolutionMode == ConvolutionMode.Same;
        return ConvolutionUtils.getOutputSize(
                images,
                layerConf().getKernelSize(),
                layerConf().getStride(),
                same ? null : layerConf().getPadding(),
                convolutionMode,
                layerConf().getDilation(),
                CNN2DFormat.NHWC);
    }
}
