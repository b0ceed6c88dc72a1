package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** How large a network would be, before memory is taken for it. */
final class ForeignSize {
    private ForeignSize() {}

    /**
     * Numbers that a network learns, running statistics included.
     *
     * @param configuration all sizes known
     * @throws BadInputException if it is impossible: a size is missing or negative, or they are too many to count
     */
    static long parameters(NetworkConfiguration configuration) {
        long sum = 0;
        if (configuration instanceof NetworkConfiguration.Graph graph) {
            for (Map.Entry<String, GraphVertex> each :
                    graph.configuration().getVertices().entrySet()) {
                sum += checked(each.getKey(), () -> each.getValue().numParams(true));
            }
        } else {
            for (NeuralNetConfiguration each : configuration.layers()) {
                sum += checked(
                        each.getLayer().getLayerName(),
                        () -> each.getLayer().initializer().numParams(each));
            }
        }
        if (sum > Integer.MAX_VALUE) {
            throw new BadInputException("the network would have " + sum + " parameters, more than 2,147,483,647");
        }
        return sum;
    }

    private static long checked(String name, LongSupplier size) {
        long found;
        try {
            found = size.getAsLong();
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "the size of layer " + name + " cannot be told: " + ForeignNetwork.firstLine(e.getMessage()), e);
        }
        if (found < 0 || found > Integer.MAX_VALUE) {
            throw new BadInputException("layer " + name + " is of an impossible size: " + found + " parameters");
        }
        return found;
    }
}
