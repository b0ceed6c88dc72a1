package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** The last layer of a network that another program has written. */
final class ForeignHead {
    private ForeignHead() {}

    /**
     * The last layer.
     *
     * @throws BadInputException if the network does not end with one that has a loss
     */
    static Layer of(NetworkConfiguration configuration) {
        Layer last = last(configuration);
        if (last instanceof BaseOutputLayer || last instanceof LossLayer || last instanceof RnnLossLayer) {
            return last;
        }
        throw new BadInputException("the network ends with "
                + (last == null
                        ? "no layer"
                        : "layer " + last.getLayerName() + " of the class "
                                + last.getClass().getSimpleName())
                + ", which has no loss; end it with an OutputLayer, a LossLayer or, for sequences, an RnnOutputLayer");
    }

    private static Layer last(NetworkConfiguration configuration) {
        if (configuration instanceof NetworkConfiguration.Graph graph) {
            String output = graph.configuration().getNetworkOutputs().get(0);
            return graph.configuration().getVertices().get(output) instanceof LayerVertex vertex
                    ? vertex.getLayerConf().getLayer()
                    : null;
        }
        List<NeuralNetConfiguration> layers = configuration.layers();
        return layers.isEmpty() ? null : layers.get(layers.size() - 1).getLayer();
    }

    /**
     * Gives the last layer an output for each class.
     *
     * @param configuration written to
     * @param shape of the examples; without classes nothing changes
     * @throws BadInputException if the network does not end with a loss, or answers an example where each step has a label, or
     *     the other way round
     */
    static void fit(NetworkConfiguration configuration, ExampleShape shape) {
        Layer last = of(configuration);
        boolean steps = last instanceof RnnOutputLayer || last instanceof RnnLossLayer;
        if (shape.classes() > 0 && steps != shape.labelEachStep()) {
            throw new BadInputException("layer " + last.getLayerName() + " gives an answer for each "
                    + (steps ? "time step" : "example") + ", but the labels are those of "
                    + (steps ? "whole examples" : "time steps") + "; name a network that fits the input");
        }
        if (last instanceof BaseOutputLayer output) {
            fit(output, shape.classes());
        }
    }

    private static void fit(BaseOutputLayer output, int classes) {
        if (output.getLossFn() instanceof LossSparseMCXENT) {
            // Its labels are numbers; Cohort's are rows with a 1.
            output.setLossFn(new LossMCXENT());
        }
        if (classes > 0 && output.getNOut() != classes) {
            output.setNOut(classes);
            if (!(output.getActivationFn() instanceof ActivationSoftmax)) {
                output.setActivationFn(new ActivationSoftmax());
                output.setLossFn(new LossMCXENT());
            }
        }
    }
}
