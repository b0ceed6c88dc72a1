package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** How much native memory a network takes while it trains, roughly; found without building it. */
public final class NetworkMemory {
    /** Of each activation: itself, its error, and what native operations copy them into. */
    private static final int COPIES = 3;

    private NetworkMemory() {}

    /**
     * Bytes of one replica: parameters, gradients, the updater's state, and what lies between the layers.
     *
     * @param settings of the network
     * @param shape of its examples
     * @param batch examples of a minibatch
     * @throws IllegalArgumentException if there is no such network; names the nearest
     * @throws io.cohort.worker.BadInputException if it does not fit the examples
     */
    public static long bytes(NetworkSettings settings, ExampleShape shape, int batch) {
        Blueprint blueprint =
                new Blueprint(shape, settings.architecture().parameters(), settings.precision(), 0, ImageLayers.FAST);
        NetworkConfiguration configuration = Architectures.configure(settings.architecture(), blueprint);
        long parameters = 0;
        for (NeuralNetConfiguration layer : configuration.layers()) {
            parameters += layer.getLayer().initializer().numParams(layer);
        }
        long state = UpdaterRules.of(settings.updater(), new CurrentRate(1)).stateSize(parameters);
        long between = blueprint.numbers();
        for (InputType type : activations(configuration, configuration.order().type(shape))) {
            between += COPIES * numbers(type, shape.time());
        }
        return Float.BYTES * (2 * parameters + state + batch * between);
    }

    /** Some layers forget how long sequences are. */
    private static long numbers(InputType type, int time) {
        return type instanceof InputType.InputTypeRecurrent sequence
                ? sequence.getSize() * time
                : type.arrayElementsPerExample();
    }

    private static Collection<InputType> activations(NetworkConfiguration configuration, InputType input) {
        if (configuration instanceof NetworkConfiguration.Sequential sequential) {
            return sequential.configuration().getLayerActivationTypes(input);
        }
        return ((NetworkConfiguration.Graph) configuration)
                .configuration()
                .getLayerActivationTypes(input)
                .values();
    }
}
