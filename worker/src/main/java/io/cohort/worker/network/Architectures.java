package io.cohort.worker.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The architectures by name. */
public final class Architectures {
    private static final Map<String, Architecture> BY_NAME = byName();

    private Architectures() {}

    private static Map<String, Architecture> byName() {
        Map<String, Architecture> known = new LinkedHashMap<>();
        known.put("lenet", new Lenet());
        known.put("mlp", new DenseNetwork());
        return known;
    }

    /** All names, in order of size. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The network that the settings ask for.
     *
     * @throws IllegalArgumentException if there is none of that name; names the nearest
     */
    static NetworkConfiguration configure(ArchitectureSettings settings, Blueprint blueprint) {
        Architecture architecture = BY_NAME.get(settings.name());
        if (architecture == null) {
            throw new IllegalArgumentException("unknown network.architecture " + settings.name() + "; did you mean "
                    + Nearest.of(settings.name(), BY_NAME.keySet()) + "? Known: "
                    + String.join(", ", BY_NAME.keySet()));
        }
        return architecture.configure(blueprint);
    }
}
