package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network that another program has trained and DL4J has written. It has one input and one output; what it was trained on it does not say.
 *
 * @param json its configuration as DL4J writes it
 */
public record ForeignModel(String json) implements Serializable {
    /**
     * Finds the configuration in a zip.
     *
     * @param zip read, not closed
     * @return nothing if it holds no network
     * @throws IOException if reading fails
     */
    public static Optional<ForeignModel> read(InputStream zip) throws IOException {
        return ModelZip.entry(zip, ModelSerializer.CONFIGURATION_JSON)
                .map(bytes -> new ForeignModel(new String(bytes, StandardCharsets.UTF_8)));
    }

    /**
     * Classes that it puts out.
     *
     * @throws BadInputException if the configuration cannot be read
     */
    public int outputs() {
        List<NeuralNetConfiguration> layers = configuration().layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i).getLayer() instanceof FeedForwardLayer layer) {
                return Math.toIntExact(layer.getNOut());
            }
        }
        throw new BadInputException("the network has no layer that says how many numbers it puts out");
    }

    /** Settings that build it; the updater is of no consequence. */
    public NetworkSettings settings(NetworkSettings like) {
        return new NetworkSettings(
                ArchitectureSettings.json(json), like.updater(), like.precision(), like.nativeThreads());
    }

    private NetworkConfiguration configuration() {
        ExampleShape any = new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, 1, 1, 1, false);
        return ForeignNetwork.configure(json, new Blueprint(any, Map.of(), Precision.FLOAT, 0, ImageLayers.PLAIN));
    }

    /**
     * Examples as the network takes them.
     *
     * @param source closed with the result
     */
    public ExampleSource adapted(ExampleSource source) {
        ImageOrder order = ImageOrder.of(configuration());
        return new ExampleSource() {
            @Override
            public ExampleCatalog catalog() {
                return source.catalog();
            }

            @Override
            public Minibatch training(int[] examples, long seed) throws IOException {
                return order.of(source.training(examples, seed));
            }

            @Override
            public Minibatch evaluation(int[] examples) throws IOException {
                return order.of(source.evaluation(examples));
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    /**
     * The parameters in its zip.
     *
     * @param zip read, not closed
     * @param name of the zip, for messages
     * @return shape [parameters of the network], a new array
     * @throws BadInputException if it holds none, or is damaged
     */
    public static float[] parameters(InputStream zip, String name) {
        return ModelZip.coefficients(zip, name);
    }
}
