package io.cohort.driver.conf;

import java.util.List;
import java.util.Map;

/**
 * Which network. At most one of architecture and layers is given; with neither, and no run to begin from, it is a run of word
 * vectors.
 *
 * @param architecture name of an architecture, or none
 * @param parameters of the architecture
 * @param layers each with its type and parameters, first to last; may be empty
 * @param nativeThreads threads of each native operation, 1 to 1,024
 * @param from directory of a finished run whose parameters the network begins with, or none
 * @param replaceLast so many of the last layers with parameters begin anew, 0 to 10,000
 * @param freezeUntil name or number of the last layer that does not learn, or none
 * @param keptRate factor of the rate of layers that were taken over and learn, above 0
 */
public record NetworkConf(
        String architecture,
        Map<String, Object> parameters,
        List<Map<String, Object>> layers,
        int nativeThreads,
        String from,
        int replaceLast,
        String freezeUntil,
        double keptRate) {
    static final String NONE = "none";

    /** @throws ConfigurationException if a value is missing or out of its range, or too many models are named */
    public NetworkConf {
        Limits.text("network.architecture", architecture);
        Limits.whole("network.native-threads", nativeThreads, 1, 1024);
        Limits.text("network.from", from);
        Limits.whole("network.replace-last", replaceLast, 0, 10_000);
        Limits.text("network.freeze-until", freezeUntil);
        Limits.positive("network.kept-rate", keptRate);
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
        if (isGiven(architecture) && !layers.isEmpty()) {
            throw new ConfigurationException(
                    "network.architecture and network.layers each say which network to train; give one of them");
        }
        if (!isGiven(from) && (isGiven(freezeUntil) || keptRate != 1)) {
            throw new ConfigurationException(
                    "network.freeze-until and network.kept-rate are about layers that a finished run has trained; name the"
                            + " run with network.from, or remove them");
        }
    }

    /** Whether a value names something. */
    public static boolean isGiven(String value) {
        return !NONE.equals(value);
    }

    /** Whether there is a network at all; else the run is one of word vectors. */
    public boolean isGiven() {
        return isGiven(architecture) || !layers.isEmpty() || isGiven(from);
    }

    /** With another network. */
    public NetworkConf with(String other, Map<String, Object> itsParameters, List<Map<String, Object>> itsLayers) {
        return new NetworkConf(
                other, itsParameters, itsLayers, nativeThreads, from, replaceLast, freezeUntil, keptRate);
    }
}
