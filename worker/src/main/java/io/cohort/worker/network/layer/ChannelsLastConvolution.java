package io.cohort.worker.network.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two-dimensional convolution over channels-last activations, with the parameters of DL4J's {@link ConvolutionLayer} in
 * their order. Unlike it, runs no forward pass again when it goes backward, and computes right gradients with an activation
 * inside. The activation is the identity (the default) or ReLU.
 */
public final class ChannelsLastConvolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1;

    private boolean errorsBelow = true;

    /** For Jackson. */
    public ChannelsLastConvolution() {
        cnn2dDataFormat = CNN2DFormat.NHWC;
    }

    private ChannelsLastConvolution(Builder builder) {
        super(builder);
        errorsBelow = builder.errorsBelow;
    }

    /** Whether the backward pass computes the errors of the input; if not, they are 0. */
    public boolean isErrorsBelow() {
        return errorsBelow;
    }

    /** For Jackson. */
    public void setErrorsBelow(boolean errorsBelow) {
        this.errorsBelow = errorsBelow;
    }

    boolean isRectified() {
        return Rectifier.isAskedFor(getActivationFn(), "convolution", getLayerName());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNInNOutSet("ChannelsLastConvolution", getLayerName(), index, getNIn(), getNOut());
        Layer layer = new ChannelsLastConvolutionLayer(conf, type, this);
        return NewLayer.prepared(layer, conf, listeners, index, parameters, initialize);
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        if (input instanceof InputType.InputTypeConvolutional images && images.getFormat() != CNN2DFormat.NHWC) {
            throw Rectifier.channelsFirst("convolution", getLayerName(), input);
        }
        super.setNIn(input, override);
    }

    @Override
    public ChannelsLastConvolution clone() {
        return (ChannelsLastConvolution) super.clone();
    }

    /** Builds the layer's configuration; what is not set takes the network's defaults, as in DL4J. */
    public static final class Builder extends ConvolutionLayer.Builder {
        private boolean errorsBelow = true;

        /**
         * Starts with a stride of 1, no padding and no activation.
         *
         * @param kernel height and width
         */
        public Builder(int... kernel) {
            super(kernel);
            dataFormat(CNN2DFormat.NHWC);
            activation(Activation.IDENTITY);
        }

        /**
         * Whether the backward pass computes the errors of the input (the default). The first layer of a network need not:
         * then they are 0, and a tenth of the step's time may be saved.
         */
        public Builder errorsBelow(boolean errorsBelow) {
            this.errorsBelow = errorsBelow;
            return this;
        }

        @Override
        public ChannelsLastConvolution build() {
            if (dataFormat != CNN2DFormat.NHWC) {
                throw new IllegalArgumentException(
                        "the data format of a channels-last convolution is NHWC, not " + dataFormat);
            }
            if (convolutionMode == ConvolutionMode.Causal) {
                throw new IllegalArgumentException("a two-dimensional convolution cannot be causal");
            }
            ConvolutionUtils.validateConvolutionModePadding(convolutionMode, padding);
            ConvolutionUtils.validateCnnKernelStridePadding(kernelSize, stride, padding);
            return new ChannelsLastConvolution(this);
        }
    }
}
