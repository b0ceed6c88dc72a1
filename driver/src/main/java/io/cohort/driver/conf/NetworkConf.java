package io.cohort.driver.conf;

import java.util.List;
import java.util.Map;

/**
 * Which network. At most one of architecture, layers, dl4jJson, keras is given; none of them, nor from, is a run of word
 * vectors.
 *
 * @param architecture name of an architecture, or none
 * @param parameters of the architecture
 * @param layers each with its type and parameters, first to last; may be empty
 * @param dl4jJson path of a DL4J configuration, or none
 * @param keras path of a Keras model, or none
 * @param from a finished run, DL4J zip or Keras model whose parameters are the start, or none
 * @param replaceLast layers at the end of that model which start anew, 0 or more
 * @param freezeUntil the last layer of that model which does not learn: its name or number, or none
 * @param frozenRate factor of the learning rate for those layers, 0 to 1; 0 freezes them
 * @param nativeThreads threads of each native operation, 1 to 1,024
 */
public record NetworkConf(
        String architecture,
        Map<String, Object> parameters,
        List<Map<String, Object>> layers,
        String dl4jJson,
        String keras,
        String from,
        int replaceLast,
        String freezeUntil,
        double frozenRate,
        int nativeThreads) {
    static final String NONE = "none";

    /** @throws ConfigurationException if a value is missing or out of its range, or too many models are named */
    public NetworkConf {
        Limits.text("network.architecture", architecture);
        Limits.text("network.dl4j-json", dl4jJson);
        Limits.text("network.keras", keras);
        Limits.text("network.from", from);
        Limits.text("network.freeze-until", freezeUntil);
        Limits.whole("network.replace-last", replaceLast, 0, 1_000);
        Limits.share("network.frozen-rate", frozenRate);
        Limits.whole("network.native-threads", nativeThreads, 1, 1024);
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
        long given = List.of(isGiven(architecture), !layers.isEmpty(), isGiven(dl4jJson), isGiven(keras)).stream()
                .filter(is -> is)
                .count();
        if (given > 1) {
            throw new ConfigurationException(
                    "network.architecture, network.layers, network.dl4j-json and network.keras each say which network"
                            + " to train, but " + given + " of them are given; give one");
        }
    }

    /** Whether a value names something. */
    public static boolean isGiven(String value) {
        return !NONE.equals(value);
    }

    /** Whether there is a network at all; else the run is one of word vectors. */
    public boolean isGiven() {
        return isGiven(architecture) || !layers.isEmpty() || isGiven(dl4jJson) || isGiven(keras) || isGiven(from);
    }
}
