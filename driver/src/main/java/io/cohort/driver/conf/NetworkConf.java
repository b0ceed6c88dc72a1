package io.cohort.driver.conf;

import java.util.List;
import java.util.Map;

/**
 * Which network. One of architecture and layers is given; neither is a run of word vectors.
 *
 * @param architecture name of an architecture, or none
 * @param parameters of the architecture
 * @param layers each with its type and parameters, first to last; may be empty
 * @param nativeThreads threads of each native operation, 1 to 1,024
 */
public record NetworkConf(
        String architecture, Map<String, Object> parameters, List<Map<String, Object>> layers, int nativeThreads) {
    static final String NONE = "none";

    /** @throws ConfigurationException if a value is missing or out of its range, or too many models are named */
    public NetworkConf {
        Limits.text("network.architecture", architecture);
        Limits.whole("network.native-threads", nativeThreads, 1, 1024);
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
        if (isGiven(architecture) && !layers.isEmpty()) {
            throw new ConfigurationException(
                    "network.architecture and network.layers each say which network to train; give one of them");
        }
    }

    /** Whether a value names something. */
    public static boolean isGiven(String value) {
        return !NONE.equals(value);
    }

    /** Whether there is a network at all; else the run is one of word vectors. */
    public boolean isGiven() {
        return isGiven(architecture) || !layers.isEmpty();
    }
}
