package io.cohort.worker.network.keras;

import io.cohort.worker.BadInputException;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activation functions by Keras' names. */
final class KerasActivations {
    private static final Map<String, Supplier<IActivation>> BY_NAME = Map.ofEntries(
            Map.entry("linear", ActivationIdentity::new),
            Map.entry("relu", ActivationReLU::new),
            Map.entry("relu6", ActivationReLU6::new),
            Map.entry("sigmoid", ActivationSigmoid::new),
            Map.entry("tanh", ActivationTanH::new),
            Map.entry("softmax", ActivationSoftmax::new),
            Map.entry("softplus", ActivationSoftPlus::new),
            Map.entry("softsign", ActivationSoftSign::new),
            Map.entry("elu", ActivationELU::new),
            Map.entry("selu", ActivationSELU::new),
            Map.entry("swish", ActivationSwish::new),
            Map.entry("silu", ActivationSwish::new));

    private KerasActivations() {}

    /**
     * The function that a key of a layer names.
     *
     * @throws BadInputException if there is none of that name
     */
    static IActivation of(KerasLayer layer, String key) {
        String name = layer.config().hasNonNull(key) ? layer.text(key, "?") : "linear";
        Supplier<IActivation> known = BY_NAME.get(name);
        if (known == null) {
            throw layer.refused("has " + key + " " + layer.config().path(key) + ", which Cohort cannot train; it knows "
                    + String.join(", ", BY_NAME.keySet().stream().sorted().toList()));
        }
        return known.get();
    }

    /** The function that a layer is, as Activation, ReLU or Softmax are; null if it is none. */
    static IActivation itself(KerasLayer layer) {
        return switch (layer.type()) {
            case "Activation" -> of(layer, "activation");
            case "Softmax" -> new ActivationSoftmax();
            case "ReLU" -> rectifier(layer);
            case "LeakyReLU" -> new ActivationLReLU(slope(layer, 0.3));
            case "ELU" -> new ActivationELU(layer.number("alpha", 1));
            default -> null;
        };
    }

    private static double slope(KerasLayer layer, double absent) {
        return layer.number("negative_slope", layer.number("alpha", absent));
    }

    private static IActivation rectifier(KerasLayer layer) {
        double most = layer.number("max_value", Double.POSITIVE_INFINITY);
        double slope = slope(layer, 0);
        if (layer.number("threshold", 0) != 0 || slope != 0 && most != Double.POSITIVE_INFINITY) {
            throw layer.refused("has a threshold, or a slope and a limit, which Cohort cannot train");
        }
        if (slope != 0) {
            return new ActivationLReLU(slope);
        }
        if (most != Double.POSITIVE_INFINITY && most != 6) {
            throw layer.refused("has the limit " + most + "; Cohort knows 6 or none");
        }
        return most == 6 ? new ActivationReLU6() : new ActivationReLU();
    }
}
