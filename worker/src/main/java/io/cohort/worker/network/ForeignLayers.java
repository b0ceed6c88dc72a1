package io.cohort.worker.network;

import io.cohort.worker.network.layer.ChannelsLastBatchNorm;
import io.cohort.worker.network.layer.ChannelsLastConvolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Exchanges layers of a network that another program has written for those that compute the same faster, and parts channels-last convolutions from an
 * activation inside, whose gradient DL4J computes wrongly with oneDNN. Names and parameters stay.
 */
final class ForeignLayers {
    private final ImageLayers images;

    private ForeignLayers(ImageLayers images) {
        this.images = images;
    }

    /**
     * Exchanges what can be.
     *
     * @param configuration written to
     * @param images whether Cohort's own layers may take the place of DL4J's
     */
    static void exchange(NetworkConfiguration configuration, ImageLayers images) {
        ForeignLayers layers = new ForeignLayers(images);
        if (configuration instanceof NetworkConfiguration.Sequential sequential) {
            layers.exchange(sequential.configuration());
        } else if (configuration instanceof NetworkConfiguration.Graph graph) {
            layers.exchange(graph.configuration());
        }
    }

    private void exchange(MultiLayerConfiguration list) {
        List<NeuralNetConfiguration> layers = new ArrayList<>();
        Map<Integer, InputPreProcessor> between = new HashMap<>();
        for (int i = 0; i < list.getConfs().size(); i++) {
            NeuralNetConfiguration each = list.getConf(i);
            if (list.getInputPreProcess(i) != null) {
                between.put(layers.size(), list.getInputPreProcess(i));
            }
            NeuralNetConfiguration behind = exchange(each);
            if (i == 0) {
                ImageLayers.first(each.getLayer());
            }
            layers.add(each);
            if (behind != null) {
                layers.add(behind);
            }
        }
        list.setConfs(layers);
        list.setInputPreProcessors(between);
    }

    private void exchange(ComputationGraphConfiguration graph) {
        Map<String, GraphVertex> behind = new LinkedHashMap<>();
        Map<String, String> places = new HashMap<>();
        graph.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer) {
                NeuralNetConfiguration activation = exchange(layer.getLayerConf());
                if (graph.getNetworkInputs().containsAll(graph.getVertexInputs().get(name))) {
                    ImageLayers.first(layer.getLayerConf().getLayer());
                }
                if (activation != null) {
                    String place = activation.getLayer().getLayerName();
                    behind.put(place, new LayerVertex(activation, null));
                    places.put(name, place);
                }
            }
        });
        graph.getVertexInputs()
                .replaceAll((name, inputs) -> new ArrayList<>(inputs.stream()
                        .map(input -> places.getOrDefault(input, input))
                        .toList()));
        places.forEach((name, place) -> graph.getVertexInputs().put(place, new ArrayList<>(List.of(name))));
        graph.getVertices().putAll(behind);
        graph.setTopologicalOrder(null);
        graph.setTopologicalOrderStr(null);
    }

    /**
     * Exchanges one layer.
     *
     * @param configuration written to
     * @return the activation that has to stand behind it; null if none has to
     */
    private NeuralNetConfiguration exchange(NeuralNetConfiguration configuration) {
        if (configuration.getLayer() instanceof ConvolutionLayer convolution
                && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC) {
            IActivation activation = convolution.getActivationFn();
            boolean plain = convolution.getClass() == ConvolutionLayer.class;
            boolean rectified = plain && images == ImageLayers.FAST && activation instanceof ActivationReLU;
            if (plain && images == ImageLayers.FAST) {
                configuration.setLayer(fast(convolution, rectified));
            } else {
                convolution.setActivationFn(new ActivationIdentity());
            }
            return rectified || activation instanceof ActivationIdentity ? null : activation(configuration, activation);
        }
        if (images == ImageLayers.FAST
                && configuration.getLayer() instanceof BatchNormalization normalisation
                && normalisation.getClass() == BatchNormalization.class
                && normalisation.getCnn2DFormat() == CNN2DFormat.NHWC) {
            configuration.setLayer(fast(normalisation));
        }
        return null;
    }

    private static NeuralNetConfiguration activation(NeuralNetConfiguration like, IActivation activation) {
        NeuralNetConfiguration configuration = like.clone();
        configuration.clearVariables();
        configuration.setLayer(new ActivationLayer.Builder()
                .name(like.getLayer().getLayerName() + "-activation")
                .activation(activation)
                .build());
        return configuration;
    }

    private static Layer fast(ConvolutionLayer from, boolean rectified) {
        ChannelsLastConvolution.Builder builder = new ChannelsLastConvolution.Builder(from.getKernelSize());
        builder.name(from.getLayerName());
        builder.nIn(from.getNIn());
        builder.nOut(from.getNOut());
        builder.stride(from.getStride());
        builder.padding(from.getPadding());
        builder.dilation(from.getDilation());
        builder.convolutionMode(from.getConvolutionMode());
        builder.hasBias(from.hasBias());
        builder.activation(rectified ? new ActivationReLU() : new ActivationIdentity());
        return trained(from, builder.build());
    }

    /** What DL4J's does with an activation is nothing. */
    private static Layer fast(BatchNormalization from) {
        ChannelsLastBatchNorm layer = new ChannelsLastBatchNorm();
        layer.setLayerName(from.getLayerName());
        layer.setActivationFn(new ActivationIdentity());
        layer.setNIn(from.getNIn());
        layer.setNOut(from.getNOut());
        layer.setDecay(from.getDecay());
        layer.setEps(from.getEps());
        layer.setMinibatch(from.isMinibatch());
        layer.setGamma(from.getGamma());
        layer.setBeta(from.getBeta());
        layer.setLockGammaBeta(from.isLockGammaBeta());
        layer.setUseLogStd(from.isUseLogStd());
        return trained(from, layer);
    }

    private static Layer trained(BaseLayer from, BaseLayer to) {
        to.setIDropout(from.getIDropout());
        to.setConstraints(from.getConstraints());
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
        return to;
    }
}
