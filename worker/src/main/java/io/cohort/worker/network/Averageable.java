package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.util.List;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Which networks of a program can be averaged: those whose whole state is their parameters and their updater's state. */
public final class Averageable {
    private Averageable() {}

    /**
     * Refuses a list of layers that replicas cannot share.
     *
     * @throws BadInputException names the layer, and why
     */
    public static void require(MultiLayerConfiguration list) {
        requireFloats(list.getDataType());
        require(list.getConfs());
    }

    /**
     * Refuses a graph that replicas cannot share.
     *
     * @throws BadInputException names the layer, and why
     */
    public static void require(ComputationGraphConfiguration graph) {
        requireFloats(graph.getDataType());
        require(new NetworkConfiguration.Graph(graph, Target.LABELS).layers());
    }

    private static void requireFloats(DataType type) {
        if (type != DataType.FLOAT) {
            throw new BadInputException(
                    "the network computes in " + type
                            + ", but Cohort keeps states as FLOAT and would lose digits; build it with dataType(DataType.FLOAT)");
        }
    }

    private static void require(List<NeuralNetConfiguration> layers) {
        for (int i = 0; i < layers.size(); i++) {
            NeuralNetConfiguration each = layers.get(i);
            String name = "layer " + i + " (" + each.getLayer().getLayerName() + ", "
                    + each.getLayer().getClass().getSimpleName() + ")";
            if (each.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
                throw new BadInputException(name + " is optimised by " + each.getOptimizationAlgo()
                        + ", which remembers former gradients outside of parameters and updater state, so that replicas"
                        + " cannot be averaged; use STOCHASTIC_GRADIENT_DESCENT");
            }
            if (each.getLayer() instanceof OCNNOutputLayer) {
                throw new BadInputException(
                        name + " remembers a window of its own outputs outside of its parameters, so"
                                + " that replicas cannot be averaged; train it on one machine, or use another output layer");
            }
        }
    }

    /**
     * Updates that one minibatch makes.
     *
     * @param list whose sequences may be cut
     * @param time time steps of an example, 1 where there are none
     */
    public static int updates(MultiLayerConfiguration list, int time) {
        return updates(list.getBackpropType(), list.getTbpttFwdLength(), time);
    }

    /**
     * Updates that one minibatch makes.
     *
     * @param graph whose sequences may be cut
     * @param time time steps of an example, 1 where there are none
     */
    public static int updates(ComputationGraphConfiguration graph, int time) {
        return updates(graph.getBackpropType(), graph.getTbpttFwdLength(), time);
    }

    private static int updates(BackpropType type, int segment, int time) {
        return type == BackpropType.TruncatedBPTT ? Math.max(1, (time + segment - 1) / segment) : 1;
    }
}
