package io.cohort.driver.conf;

import java.util.List;
import java.util.Map;

/**
 * Which network. At most one of architecture, layers, dl4jJson is given; none of them is a run of word vectors.
 *
 * @param architecture name of an architecture, or none
 * @param parameters of the architecture
 * @param layers each with its type and parameters, first to last; may be empty
 * @param dl4jJson path of a DL4J configuration, or none
 * @param nativeThreads threads of each native operation, 1 to 1,024
 */
public record NetworkConf(
        String architecture,
        Map<String, Object> parameters,
        List<Map<String, Object>> layers,
        String dl4jJson,
        int nativeThreads) {
    static final String NONE = "none";

    /** @throws ConfigurationException if a value is missing or out of its range, or too many models are named */
    public NetworkConf {
        Limits.text("network.architecture", architecture);
        Limits.text("network.dl4j-json", dl4jJson);
        Limits.whole("network.native-threads", nativeThreads, 1, 1024);
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
        long given = List.of(isGiven(architecture), !layers.isEmpty(), isGiven(dl4jJson)).stream()
                .filter(is -> is)
                .count();
        if (given > 1) {
            throw new ConfigurationException(
                    "network.architecture, network.layers and network.dl4j-json each say which network"
                            + " to train, but " + given + " of them are given; give one");
        }
    }

    /** Whether a value names something. */
    public static boolean isGiven(String value) {
        return !NONE.equals(value);
    }

    /** Whether there is a network at all; else the run is one of word vectors. */
    public boolean isGiven() {
        return isGiven(architecture) || !layers.isEmpty() || isGiven(dl4jJson);
    }
}
