package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A network that another program has described. It has one input and one output; what it was trained on it does not say.
 *
 * @param json its configuration as DL4J writes it
 * @param input what it takes, 0 for sizes that are not known; null if nothing is
 */
public record ForeignModel(String json, ExampleShape input) implements Serializable {
    /**
     * A configuration that DL4J has written.
     *
     * @throws BadInputException if it is none, or has more than one input or output, or no loss at its end
     */
    public static ForeignModel of(String json) {
        NetworkConfiguration configuration = ForeignNetwork.asWritten(json, Precision.FLOAT);
        ForeignHead.of(configuration);
        for (NeuralNetConfiguration each : configuration.layers()) {
            if (each.getLayer() instanceof ConvolutionLayer convolution) {
                int channels = Math.toIntExact(convolution.getNIn());
                return new ForeignModel(json, new ExampleShape(Kind.IMAGE, 0, 0, channels, 1, 0, false));
            }
        }
        return new ForeignModel(json, null);
    }

    /**
     * Classes that it puts out.
     *
     * @throws BadInputException if the configuration cannot be read
     */
    public int outputs() {
        NetworkConfiguration configuration = ForeignNetwork.asWritten(json, Precision.FLOAT);
        if (ForeignHead.of(configuration) instanceof BaseOutputLayer output) {
            return Math.toIntExact(output.getNOut());
        }
        List<NeuralNetConfiguration> layers = configuration.layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i).getLayer();
            if (layer instanceof FeedForwardLayer known && known.getNOut() > 0) {
                return Math.toIntExact(known.getNOut());
            }
        }
        throw new BadInputException("the network has no layer that says how many numbers it puts out");
    }

    /** Settings that build it; the updater is of no consequence. */
    public NetworkSettings settings(NetworkSettings like) {
        return new NetworkSettings(
                ArchitectureSettings.json(json), like.updater(), like.precision(), like.nativeThreads());
    }

    /**
     * Parameters in the order in which Cohort's replica of the network has them.
     *
     * @param groups numbers of each group by {@link ParameterGroup#name()}
     * @param settings that build the network
     * @param shape of the examples
     * @return shape [parameters of the network], a new array
     * @throws BadInputException if a group is missing or of another size
     */
    public static float[] arranged(Map<String, float[]> groups, NetworkSettings settings, ExampleShape shape) {
        Blueprint blueprint =
                new Blueprint(shape, settings.architecture().parameters(), settings.precision(), 0, ImageLayers.FAST);
        try (TrainedNetwork network =
                Architectures.configure(settings.architecture(), blueprint).start()) {
            float[] flat = new float[Math.toIntExact(network.parameters().length())];
            for (ParameterGroup group : ParameterGroup.of(network)) {
                float[] values = groups.get(group.name());
                if (values == null || values.length != group.size()) {
                    throw new BadInputException("the network has " + group.size() + " numbers " + group.name()
                            + ", but its file " + (values == null ? "none" : values.length));
                }
                System.arraycopy(values, 0, flat, group.offset(), group.size());
            }
            return flat;
        }
    }

    /**
     * The parameters of a network by group.
     *
     * @param flat as DL4J has written them beside the configuration
     * @param name of the file, for messages
     */
    Map<String, float[]> groups(float[] flat, String name) {
        NetworkConfiguration configuration = ForeignNetwork.asWritten(json, Precision.FLOAT);
        long described = ForeignSize.parameters(configuration);
        if (described != flat.length) {
            throw new BadInputException(name + " describes a network of " + described + " parameters, but holds "
                    + flat.length + "; write it again");
        }
        try (TrainedNetwork network = configuration.start()) {
            Map<String, float[]> groups = new HashMap<>();
            for (ParameterGroup group : ParameterGroup.of(network)) {
                groups.put(group.name(), Arrays.copyOfRange(flat, group.offset(), group.offset() + group.size()));
            }
            return groups;
        }
    }
}
