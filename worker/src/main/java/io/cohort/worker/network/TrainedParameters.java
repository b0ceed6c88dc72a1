package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The parameters of a network that Cohort has trained.
 *
 * @param architecture that it has
 * @param shape of its examples
 * @param stored its flat parameters
 */
public record TrainedParameters(ArchitectureSettings architecture, ExampleShape shape, Stored stored)
        implements StartingParameters {
    /** Flat parameters, running statistics included, where they are kept. */
    @FunctionalInterface
    public interface Stored extends Serializable {
        /**
         * Reads them.
         *
         * @throws BadInputException if a file is damaged or gone; names it
         * @throws IOException if the file system fails
         */
        float[] read(Configuration hadoop) throws IOException;
    }

    @Override
    public Map<String, float[]> read(Configuration hadoop) throws IOException {
        float[] flat = stored.read(hadoop);
        Blueprint blueprint = new Blueprint(shape, architecture.parameters(), Precision.FLOAT, 0, ImageLayers.FAST);
        try (TrainedNetwork network =
                Architectures.configure(architecture, blueprint).start()) {
            if (network.parameters().length() != flat.length) {
                throw new BadInputException("network.from: the run's network has "
                        + network.parameters().length() + " parameters, but its model holds " + flat.length
                        + "; it was trained by another version of Cohort, train it again");
            }
            Map<String, float[]> groups = new HashMap<>();
            for (ParameterGroup group : ParameterGroup.of(network)) {
                groups.put(group.name(), Arrays.copyOfRange(flat, group.offset(), group.offset() + group.size()));
            }
            return groups;
        }
    }
}
