package io.cohort.worker.network;

import io.cohort.worker.EditDistance;
import io.cohort.worker.replica.Stages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The architectures by name. */
public final class Architectures {
    /** Outputs of the encoder's layers where an architecture that learns without labels is told nothing else. */
    public static final List<Integer> UNSUPERVISED_HIDDEN = List.of(256, 128);

    private static final Map<String, Architecture> BY_NAME = byName();

    private Architectures() {}

    private static Map<String, Architecture> byName() {
        Map<String, Architecture> known = new LinkedHashMap<>();
        known.put("lenet", new Lenet());
        known.put("alexnet", new AlexNet());
        known.put("vgg16", Vgg.sixteen());
        known.put("vgg-small", Vgg.small());
        known.put("resnet18", new Residual("resnet18", false, 2, 2, 2, 2));
        known.put("resnet34", new Residual("resnet34", false, 3, 4, 6, 3));
        known.put("resnet50", new Residual("resnet50", true, 3, 4, 6, 3));
        known.put("mlp", new DenseNetwork());
        known.put(StackedAutoencoder.NAME, new StackedAutoencoder());
        known.put(VariationalAutoencoder.NAME, new VariationalAutoencoder());
        known.put("lstm-classifier", new SequenceClassifier("lstm-classifier", true));
        known.put("simple-rnn", new SequenceClassifier("simple-rnn", false));
        known.put("lstm-characters", new CharacterModel());
        return known;
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** Whether an architecture learns from the examples alone, without labels. */
    public static boolean isUnsupervised(String name) {
        return isStacked(name) || isVariational(name);
    }

    /** Whether what an architecture minimises is the negative evidence lower bound. */
    public static boolean isVariational(String name) {
        return VariationalAutoencoder.NAME.equals(name);
    }

    /** Whether an architecture is trained layer by layer. */
    public static boolean isStacked(String name) {
        return StackedAutoencoder.NAME.equals(name);
    }

    /**
     * The stages in which a network is trained.
     *
     * @throws IllegalArgumentException if a parameter is wrong or unknown; names it
     */
    public static Stages stages(ArchitectureSettings settings) {
        return isStacked(settings.name()) ? StackedAutoencoder.stages(settings) : Stages.ONE;
    }

    /**
     * The network that the settings ask for.
     *
     * @throws IllegalArgumentException if there is none of that name; names the nearest
     */
    static NetworkConfiguration configure(ArchitectureSettings settings, Blueprint blueprint) {
        if (!settings.layers().isEmpty()) {
            return LayerTypes.configure(settings.layers(), blueprint);
        }
        if (!settings.dl4jJson().isEmpty()) {
            return ForeignNetwork.configure(settings.dl4jJson(), blueprint);
        }
        Architecture architecture = BY_NAME.get(settings.name());
        if (architecture == null) {
            throw new IllegalArgumentException("unknown network.architecture " + settings.name() + "; did you mean "
                    + EditDistance.nearest(settings.name(), BY_NAME.keySet()) + "? Known: "
                    + String.join(", ", BY_NAME.keySet()));
        }
        return architecture.configure(blueprint);
    }
}
