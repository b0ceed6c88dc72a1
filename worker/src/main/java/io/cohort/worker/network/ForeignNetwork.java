package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Reads a configuration that DL4J or a program of a user's has written. */
final class ForeignNetwork {
    private ForeignNetwork() {}

    /**
     * @param json sequential or graph
     * @throws BadInputException if it is neither, or has more than one input or output, or layers whose gradients DL4J
     *     computes wrongly
     */
    static NetworkConfiguration configure(String json, Blueprint blueprint) {
        NetworkConfiguration configuration = read(json, blueprint);
        for (NeuralNetConfiguration each : configuration.layers()) {
            each.setSeed(blueprint.seed());
            check(each.getLayer());
        }
        return configuration;
    }

    private static NetworkConfiguration read(String json, Blueprint blueprint) {
        try {
            if (!json.contains("\"networkInputs\"")) {
                MultiLayerConfiguration list = MultiLayerConfiguration.fromJson(json);
                list.setDataType(blueprint.precision().type());
                list.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
                list.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
                return new NetworkConfiguration.Sequential(list, Target.LABELS);
            }
            ComputationGraphConfiguration graph = ComputationGraphConfiguration.fromJson(json);
            graph.setDataType(blueprint.precision().type());
            graph.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
            graph.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
            if (graph.getNetworkInputs().size() != 1
                    || graph.getNetworkOutputs().size() != 1) {
                throw new BadInputException("network.dl4j-json must have one input and one output, but has "
                        + graph.getNetworkInputs() + " and " + graph.getNetworkOutputs());
            }
            return new NetworkConfiguration.Graph(graph, Target.LABELS);
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "network.dl4j-json is not a configuration of DL4J 1.0.0-M2.1: " + firstLine(e.getMessage()), e);
        }
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }

    private static void check(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution
                && convolution.getClass() == ConvolutionLayer.class
                && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC
                && !(convolution.getActivationFn() instanceof ActivationIdentity)) {
            throw new BadInputException(
                    "layer " + layer.getLayerName() + " of network.dl4j-json is an NHWC convolution with"
                            + " its activation inside, whose gradients DL4J computes wrongly; put the activation into a layer of"
                            + " its own");
        }
    }
}
