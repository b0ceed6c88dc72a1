package io.cohort.worker.network;

import io.cohort.worker.EditDistance;
import io.cohort.worker.network.ImageLayers.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * Builds a network from a list of layers. Each has a {@code type}, a {@code name} if it likes (else its type and number), and:
 * {@code convolution}: outputs, kernel (3), stride (1), border (same, none), bias (true), activation (relu, identity); {@code batch-norm}: activation (identity, relu);
 * {@code max-pooling} and {@code mean-pooling}: kernel (2), stride (kernel); {@code global-pooling}: of (mean, max); {@code dense}: outputs, activation (relu, tanh,
 * sigmoid, identity, elu, softplus); {@code activation}: of; {@code dropout}: share; {@code lstm} and {@code simple-rnn}: outputs, bidirectional (false), only the
 * {@code last} step (false). The layer of classes comes behind the last by itself.
 */
final class LayerTypes {
    private static final List<String> ACTIVATIONS = List.of("relu", "tanh", "sigmoid", "identity", "elu", "softplus");
    private static final Map<String, BiFunction<Parameters, Place, List<Layer>>> BY_NAME = byName();

    private LayerTypes() {}

    /** Where a layer stands. */
    private record Place(String name, ImageLayers images) {}

    private static Map<String, BiFunction<Parameters, Place, List<Layer>>> byName() {
        Map<String, BiFunction<Parameters, Place, List<Layer>>> known = new LinkedHashMap<>();
        known.put("convolution", LayerTypes::convolution);
        known.put("batch-norm", LayerTypes::normalisation);
        known.put("max-pooling", (parameters, place) -> pooling(parameters, place, SubsamplingLayer.PoolingType.MAX));
        known.put("mean-pooling", (parameters, place) -> pooling(parameters, place, SubsamplingLayer.PoolingType.AVG));
        known.put("global-pooling", LayerTypes::globalPooling);
        known.put("dense", LayerTypes::dense);
        known.put("activation", LayerTypes::activation);
        known.put("dropout", LayerTypes::dropout);
        known.put("lstm", (parameters, place) -> List.of(recurrent(parameters, place, true)));
        known.put("simple-rnn", (parameters, place) -> List.of(recurrent(parameters, place, false)));
        return known;
    }

    private static List<Layer> normalisation(Parameters parameters, Place place) {
        String activation = parameters.word("activation", "identity", List.of("relu", "identity"));
        return place.images().normalisation(place.name(), 1, activation.equals("relu"));
    }

    private static List<Layer> globalPooling(Parameters parameters, Place place) {
        boolean mean = parameters.word("of", "mean", List.of("mean", "max")).equals("mean");
        return List.of(new GlobalPoolingLayer.Builder(mean ? PoolingType.AVG : PoolingType.MAX)
                .name(place.name())
                .build());
    }

    private static List<Layer> activation(Parameters parameters, Place place) {
        return List.of(new ActivationLayer.Builder()
                .name(place.name())
                .activation(activation(parameters, "of", "relu"))
                .build());
    }

    private static List<Layer> dropout(Parameters parameters, Place place) {
        return List.of(new DropoutLayer.Builder(1 - parameters.share("share", 0.5))
                .name(place.name())
                .build());
    }

    /**
     * The network of these layers, in their order.
     *
     * @throws IllegalArgumentException if a type or parameter is unknown or wrong; names the layer
     */
    static NetworkConfiguration configure(List<Map<String, Object>> layers, Blueprint blueprint) {
        LayerList list = new LayerList(blueprint);
        for (int i = 0; i < layers.size(); i++) {
            String owner = "network.layers[" + i + "]";
            Parameters parameters = new Parameters(owner, layers.get(i));
            String type = parameters.text("type", "");
            BiFunction<Parameters, Place, List<Layer>> builder = BY_NAME.get(type);
            if (builder == null) {
                throw new IllegalArgumentException("unknown " + owner + ".type " + type + "; did you mean "
                        + EditDistance.nearest(type, BY_NAME.keySet()) + "? Known: "
                        + String.join(", ", BY_NAME.keySet()));
            }
            String name = parameters.text("name", type + (i + 1));
            List<Layer> built = builder.apply(parameters, new Place(name, blueprint.images()));
            parameters.noOthers();
            list.add(built);
        }
        return blueprint.shape().labelEachStep()
                ? CharacterModel.classes(list, blueprint, 0).build()
                : list.classes(0).build();
    }

    private static List<Layer> convolution(Parameters parameters, Place place) {
        Window window = new Window(
                place.name(),
                parameters.integer("kernel", 3, 1),
                parameters.integer("stride", 1, 1),
                parameters.word("border", "same", List.of("same", "none")).equals("same"));
        return place.images()
                .convolution(
                        window,
                        parameters.integer("outputs", 0, 1),
                        parameters.flag("bias", true),
                        parameters
                                .word("activation", "relu", List.of("relu", "identity"))
                                .equals("relu"));
    }

    private static List<Layer> pooling(Parameters parameters, Place place, SubsamplingLayer.PoolingType type) {
        int kernel = parameters.integer("kernel", 2, 1);
        Window window = new Window(place.name(), kernel, parameters.integer("stride", kernel, 1), false);
        return List.of(place.images().pooling(window, type));
    }

    private static List<Layer> dense(Parameters parameters, Place place) {
        return List.of(new DenseLayer.Builder()
                .name(place.name())
                .nOut(parameters.integer("outputs", 0, 1))
                .weightInit(WeightInit.RELU)
                .activation(activation(parameters, "activation", "relu"))
                .build());
    }

    private static Layer recurrent(Parameters parameters, Place place, boolean lstm) {
        RecurrentLayers layers = new RecurrentLayers(
                lstm, List.of(parameters.integer("outputs", 0, 1)), parameters.flag("bidirectional", false), 0);
        boolean last = parameters.flag("last", false);
        if (last && layers.bidirectional()) {
            throw new IllegalArgumentException(
                    "layer " + place.name() + " cannot be both bidirectional and last; put a global-pooling behind it");
        }
        return last ? SequenceClassifier.lastStep(layers.layer(0, place.name())) : layers.layer(0, place.name());
    }

    private static Activation activation(Parameters parameters, String name, String absent) {
        return Activation.valueOf(parameters.word(name, absent, ACTIVATIONS).toUpperCase(Locale.ROOT));
    }
}
