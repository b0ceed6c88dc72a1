package io.cohort.worker.network;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which network: exactly one of a name, a list of layers and DL4J's JSON.
 *
 * @param name of an architecture, as {@link Architectures#names()} has them; empty if another is given
 * @param parameters of the named architecture, such as width or dropout; values are strings, numbers, booleans or lists of
 *     these
 * @param layers each with its {@code type} and parameters, first to last; empty if another is given
 * @param dl4jJson configuration as DL4J writes it, sequential or graph; empty if another is given
 */
public record ArchitectureSettings(
        String name, Map<String, Object> parameters, List<Map<String, Object>> layers, String dl4jJson)
        implements Serializable {
    /** Keeps its own copies. */
    public ArchitectureSettings {
        parameters = new LinkedHashMap<>(parameters);
        layers = List.copyOf(layers);
        int given = (name.isEmpty() ? 0 : 1) + (layers.isEmpty() ? 0 : 1) + (dl4jJson.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException(
                    "exactly one of network.architecture, network.layers and network.dl4j-json must be given, but "
                            + (given == 0 ? "none is" : given + " are"));
        }
    }

    /** An architecture by its name. */
    public static ArchitectureSettings named(String name, Map<String, Object> parameters) {
        return new ArchitectureSettings(name, parameters, List.of(), "");
    }

    /** A list of layers. */
    public static ArchitectureSettings of(List<Map<String, Object>> layers) {
        return new ArchitectureSettings("", Map.of(), layers, "");
    }

    /** A configuration as DL4J writes it. */
    public static ArchitectureSettings json(String dl4jJson) {
        return new ArchitectureSettings("", Map.of(), List.of(), dl4jJson);
    }
}
