package io.cohort.worker.network.layer;

import java.util.ArrayList;
import java.util.List;
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
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Calls ND4J's convolution and its derivative on the arrays as they lie. The native library runs them with oneDNN in single
 * precision and with plain loops in double. ReLU works in place on the output, which is kept until the backward pass: its sign
 * is all that the derivative of ReLU needs.
 */
final class ChannelsLastConvolutionLayer extends ConvolutionLayer {
    private final boolean rectified;
    private final OpContext forward;
    private final OpContext backward;
    private INDArray output;

    ChannelsLastConvolutionLayer(NeuralNetConfiguration conf, DataType type, boolean rectified) {
        super(conf, type);
        this.rectified = rectified;
        forward = context();
        backward = context();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        validateInputRank();
        validateInputDepth(layerConf().getNIn());
        INDArray images = Layout.dense(input, dataType);
        INDArray weights = getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaces);
        int[] size = outputSize(images);
        INDArray out = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, images.size(0), size[0], size[1], weights.size(0));
        List<INDArray> inputs = new ArrayList<>(List.of(images, weights));
        if (hasBias()) {
            inputs.add(getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, training, workspaces));
        }
        run(forward, new Conv2D(), inputs, List.of(out));
        if (rectified) {
            Nd4j.getExecutioner().exec(new RectifiedLinear(out, out));
        }
        output = training ? out : null;
        return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray images = Layout.dense(input, dataType);
        INDArray delta = delta(Layout.dense(epsilon, dataType), workspaces);
        INDArray weights = getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, true, workspaces);
        INDArray weightGradient = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, images.shape());
        Gradient gradient = new DefaultGradient();
        List<INDArray> inputs = new ArrayList<>(List.of(images, weights));
        List<INDArray> outputs = new ArrayList<>(List.of(below, weightGradient));
        if (hasBias()) {
            INDArray biasGradient = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
            inputs.add(getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, true, workspaces));
            outputs.add(biasGradient);
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        }
        inputs.add(delta);
        run(backward, new Conv2DDerivative(), inputs, outputs);
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
        weightNoiseParams.clear();
        output = null;
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
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

    private void run(OpContext context, CustomOp op, List<INDArray> inputs, List<INDArray> outputs) {
        context.purge();
        for (int i = 0; i < inputs.size(); i++) {
            context.setInputArray(i, inputs.get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            context.setOutputArray(i, outputs.get(i));
        }
        Nd4j.exec(op, context);
        context.purge();
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

    /** A context for either direction: both take the same integers. */
    private OpContext context() {
        OpContext context = Nd4j.getExecutioner().buildContext();
        int[] kernel = layerConf().getKernelSize();
        int[] stride = layerConf().getStride();
        int[] padding = layerConf().getPadding();
        int[] dilation = layerConf().getDilation();
        int same = convolutionMode == ConvolutionMode.Same ? 1 : 0; // the library then computes the padding itself
        int channelsLast = 1;
        int weightOrder = 1; // [output channels, input channels, height, width]
        context.setIArguments(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                dilation[0],
                dilation[1],
                same,
                channelsLast,
                weightOrder);
        return context;
    }
}
