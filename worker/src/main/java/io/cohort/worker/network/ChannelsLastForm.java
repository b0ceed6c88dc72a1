package io.cohort.worker.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Another form of a list of layers that takes images channels first: between its input and the layer that flattens them it
 * computes channels last, where Cohort's own convolutions and batch norm are faster. Parameters, their order, inputs and outputs
 * are the same.
 */
final class ChannelsLastForm {
    private ChannelsLastForm() {}

    /**
     * The other form.
     *
     * @param list not written to
     * @return nothing if the list has no such images, or a layer over them that need not compute the same channels last
     */
    static Optional<MultiLayerConfiguration> of(MultiLayerConfiguration list) {
        int flat = flattened(list);
        if (flat < 1 || !isKnown(list, flat)) {
            return Optional.empty();
        }
        MultiLayerConfiguration other = list.clone();
        Map<Integer, InputPreProcessor> between = new HashMap<>(other.getInputPreProcessors());
        between.put(0, new ToChannelsLast(between.get(0)));
        between.put(flat, new FlattenedChannelsFirst((CnnToFeedForwardPreProcessor) between.get(flat)));
        other.setInputPreProcessors(between);
        for (int i = 0; i < flat; i++) {
            turn(other.getConf(i).getLayer());
        }
        ForeignLayers.exchange(new NetworkConfiguration.Sequential(other, Target.LABELS), ImageLayers.FAST);
        return Optional.of(other);
    }

    /** Number of the layer before which images become rows; 0 if none does. */
    private static int flattened(MultiLayerConfiguration list) {
        for (int i = 1; i < list.getConfs().size(); i++) {
            if (list.getInputPreProcess(i) != null) {
                boolean flattens = list.getInputPreProcess(i).getClass() == CnnToFeedForwardPreProcessor.class;
                return flattens ? i : 0;
            }
        }
        return 0;
    }

    private static boolean isKnown(MultiLayerConfiguration list, int flat) {
        InputPreProcessor first = list.getInputPreProcess(0);
        if (first != null && first.getClass() != FeedForwardToCnnPreProcessor.class) {
            return false;
        }
        List<NeuralNetConfiguration> images = list.getConfs().subList(0, flat);
        return images.stream().anyMatch(each -> each.getLayer() instanceof ConvolutionLayer)
                && images.stream().allMatch(each -> isKnown(each.getLayer()));
    }

    private static boolean isKnown(Layer layer) {
        if (layer.getClass() == ConvolutionLayer.class) {
            return ((ConvolutionLayer) layer).getCnn2dDataFormat() == CNN2DFormat.NCHW;
        }
        if (layer.getClass() == SubsamplingLayer.class) {
            return ((SubsamplingLayer) layer).getCnn2dDataFormat() == CNN2DFormat.NCHW;
        }
        if (layer.getClass() == BatchNormalization.class) {
            return ((BatchNormalization) layer).getCnn2DFormat() == CNN2DFormat.NCHW;
        }
        return layer.getClass() == ActivationLayer.class || layer.getClass() == DropoutLayer.class;
    }

    private static void turn(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            convolution.setCnn2dDataFormat(CNN2DFormat.NHWC);
        } else if (layer instanceof SubsamplingLayer pooling) {
            pooling.setCnn2dDataFormat(CNN2DFormat.NHWC);
        } else if (layer instanceof BatchNormalization normalisation) {
            normalisation.setCnn2DFormat(CNN2DFormat.NHWC);
        }
    }
}
