package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;

/** Reads a configuration that DL4J or a program of a user's has written. */
final class ForeignNetwork {
    private ForeignNetwork() {}

    /**
     * The network as Cohort trains it. Layers, sizes, activations, dropout, loss and how weights are drawn are the file's; the
     * number of classes is that of the examples; updaters, regularisation and clipping are left to the conf.
     *
     * @param json sequential or graph
     * @throws BadInputException if it is neither, has more than one input or output, or does not fit the examples
     */
    static NetworkConfiguration configure(String json, Blueprint blueprint) {
        NetworkConfiguration configuration = asWritten(json, blueprint.precision());
        configuration.setSeed(blueprint.seed());
        configuration.eachLearning(layer -> {
            layer.setRegularization(new ArrayList<>());
            layer.setRegularizationBias(new ArrayList<>());
            layer.setGradientNormalization(GradientNormalization.None);
        });
        ForeignHead.fit(configuration, blueprint.shape());
        ForeignLayers.exchange(configuration, blueprint.images());
        ForeignFit.require(configuration, blueprint.shape());
        ForeignSize.parameters(configuration);
        return configuration;
    }

    /** The network with the parameters that the file has, in their order; nothing is frozen, every layer has a name. */
    static NetworkConfiguration asWritten(String json, Precision precision) {
        TypeNames.require(json);
        try {
            NetworkConfiguration configuration =
                    json.contains("\"networkInputs\"") ? graph(json, precision) : list(json, precision);
            configuration.layers().forEach(each -> {
                requireTimeLast(each.getLayer());
                requireRightGradient(each.getLayer());
            });
            return configuration;
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "the network is no configuration of DL4J 1.0.0-M2.1: " + firstLine(e.getMessage()), e);
        }
    }

    private static NetworkConfiguration list(String json, Precision precision) {
        MultiLayerConfiguration list = MultiLayerConfiguration.fromJson(json);
        if (list.getConfs() == null || list.getConfs().isEmpty()) {
            throw new BadInputException("the network is no configuration of DL4J 1.0.0-M2.1: it has no layers");
        }
        list.setDataType(precision.type());
        list.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
        list.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.getConfs().size(); i++) {
            NeuralNetConfiguration each = list.getConf(i);
            thawed(each);
            if (each.getLayer().getLayerName() == null
                    || !names.add(each.getLayer().getLayerName())) {
                each.getLayer().setLayerName("layer" + i);
            }
        }
        return new NetworkConfiguration.Sequential(list, Target.LABELS, ImageOrder.of(list));
    }

    private static NetworkConfiguration graph(String json, Precision precision) {
        ComputationGraphConfiguration graph = ComputationGraphConfiguration.fromJson(json);
        graph.setDataType(precision.type());
        graph.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
        graph.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
        requireOne("inputs", graph.getNetworkInputs());
        requireOne("outputs", graph.getNetworkOutputs());
        for (Map.Entry<String, GraphVertex> vertex : graph.getVertices().entrySet()) {
            if (vertex.getValue() instanceof FrozenVertex frozen) {
                vertex.setValue(frozen.getUnderlying());
            }
            if (vertex.getValue() instanceof LayerVertex layer) {
                thawed(layer.getLayerConf());
                layer.getLayerConf().getLayer().setLayerName(vertex.getKey());
            }
        }
        return new NetworkConfiguration.Graph(graph, Target.LABELS, ImageOrder.of(graph));
    }

    private static void requireOne(String what, List<String> names) {
        if (names.size() != 1) {
            throw new BadInputException("the network has " + names.size() + " " + what + " (" + String.join(", ", names)
                    + "); Cohort trains networks with one input and one output");
        }
    }

    /** What is frozen is the conf's business. */
    private static void thawed(NeuralNetConfiguration configuration) {
        while (configuration.getLayer() instanceof FrozenLayer frozen) {
            Layer inner = frozen.getLayer();
            if (inner.getLayerName() == null) {
                inner.setLayerName(frozen.getLayerName());
            }
            configuration.setLayer(inner);
        }
    }

    private static void requireTimeLast(Layer layer) {
        if (layer instanceof BaseRecurrentLayer recurrent && recurrent.getRnnDataFormat() == RNNFormat.NWC) {
            throw new BadInputException("layer " + layer.getLayerName()
                    + " takes sequences as [n, time, channels], but Cohort's are [n, channels, time]; build it with"
                    + " RNNFormat.NCW");
        }
    }

    private static void requireRightGradient(Layer layer) {
        IActivation activation = layer instanceof ActivationLayer alone
                ? alone.getActivationFn()
                : layer instanceof BaseLayer learning ? learning.getActivationFn() : null;
        if (activation instanceof ActivationELU elu && elu.getAlpha() != 1) {
            throw new BadInputException(
                    "layer " + layer.getLayerName() + " has the activation ELU with alpha = " + elu.getAlpha()
                            + ", whose gradients DL4J computes wrongly; give it alpha = 1 or another activation");
        }
    }

    static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
