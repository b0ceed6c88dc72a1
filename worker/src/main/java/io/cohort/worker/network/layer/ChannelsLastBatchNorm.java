package io.cohort.worker.network.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation (Ioffe and Szegedy, Batch Normalization, ICML 2015, algorithm 1) over channels-last or flat activations,
 * with the parameters and running statistics of DL4J's {@link BatchNormalization} in their order. Unlike it, computes the
 * activation that it is given: the identity (the default) or ReLU.
 */
public final class ChannelsLastBatchNorm extends BatchNormalization {
    private static final long serialVersionUID = 1;

    /** For Jackson. */
    public ChannelsLastBatchNorm() {
        setCnn2DFormat(CNN2DFormat.NHWC);
    }

    boolean isRectified() {
        return Rectifier.isAskedFor(getActivationFn(), "batch norm", getLayerName());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNOutSet("ChannelsLastBatchNorm", getLayerName(), index, getNOut());
        Layer layer = new ChannelsLastBatchNormLayer(conf, type, this);
        return NewLayer.prepared(layer, conf, listeners, index, parameters, initialize);
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        if (input instanceof InputType.InputTypeConvolutional images && images.getFormat() != CNN2DFormat.NHWC) {
            throw Rectifier.channelsFirst("batch norm", getLayerName(), input);
        }
        super.setNIn(input, override);
    }

    @Override
    public ChannelsLastBatchNorm clone() {
        return (ChannelsLastBatchNorm) super.clone();
    }

    /** Builds the layer's configuration; what is not set takes the network's defaults, as in DL4J. */
    public static final class Builder extends BatchNormalization.Builder {
        /** Starts with DL4J's defaults (decay 0.9, ε 1e-5, log10 of the deviation stored) and no activation. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        @Override
        public ChannelsLastBatchNorm build() {
            ChannelsLastBatchNorm layer = new ChannelsLastBatchNorm();
            BatchNormalization plain = super.build();
            layer.setLayerName(plain.getLayerName());
            layer.setIDropout(plain.getIDropout());
            layer.setConstraints(plain.getConstraints());
            copyTraining(plain, layer);
            layer.setNIn(plain.getNIn());
            layer.setNOut(plain.getNOut());
            layer.setDecay(plain.getDecay());
            layer.setEps(plain.getEps());
            layer.setMinibatch(plain.isMinibatch());
            layer.setGamma(plain.getGamma());
            layer.setBeta(plain.getBeta());
            layer.setLockGammaBeta(plain.isLockGammaBeta());
            layer.setUseLogStd(plain.isUseLogStd());
            return layer;
        }

        private static void copyTraining(BatchNormalization from, ChannelsLastBatchNorm to) {
            to.setActivationFn(from.getActivationFn());
            to.setWeightInitFn(from.getWeightInitFn());
            to.setBiasInit(from.getBiasInit());
            to.setGainInit(from.getGainInit());
            to.setRegularization(from.getRegularization());
            to.setRegularizationBias(from.getRegularizationBias());
            to.setIUpdater(from.getIUpdater());
            to.setBiasUpdater(from.getBiasUpdater());
            to.setGradientNormalization(from.getGradientNormalization());
            to.setGradientNormalizationThreshold(from.getGradientNormalizationThreshold());
            to.setWeightNoise(from.getWeightNoise());
        }
    }
}
