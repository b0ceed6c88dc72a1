package io.cohort.driver.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which network. At most one of architecture, layers, dl4jJson and keras is given; with none, and nothing to begin from, it is a
 * run of word vectors.
 *
 * @param architecture name of an architecture, or none
 * @param parameters of the architecture
 * @param layers each with its type and parameters, first to last; may be empty
 * @param dl4jJson file of a configuration as DL4J writes it, or the configuration itself, which begins with a brace; or none
 * @param keras file that Keras has written the network to, or none
 * @param nativeThreads threads of each native operation, 1 to 1,024
 * @param from a finished run, or a file of DL4J or Keras, whose parameters the network begins with; or none
 * @param fromStep which state of that run: the {@code model} that it ended with, its {@code newest} state, or the step of one it keeps
 * @param replaceLast so many of the last layers with parameters begin anew, 0 to 10,000
 * @param freezeUntil name or number of the last layer that does not learn, or none
 * @param keptRate factor of the rate of layers that were taken over and learn, above 0
 */
public record NetworkConf(
        String architecture,
        Map<String, Object> parameters,
        List<Map<String, Object>> layers,
        String dl4jJson,
        String keras,
        int nativeThreads,
        String from,
        String fromStep,
        int replaceLast,
        String freezeUntil,
        double keptRate) {
    static final String NONE = "none";
    /** {@code network.from-step}: the model of a finished run. */
    public static final String MODEL = "model";
    /** {@code network.from-step}: the newest state. */
    public static final String NEWEST = "newest";

    /** @throws ConfigurationException if a value is missing or out of its range, or too many models are named */
    public NetworkConf {
        Limits.text("network.architecture", architecture);
        Limits.text("network.dl4j-json", dl4jJson);
        Limits.text("network.keras", keras);
        Limits.whole("network.native-threads", nativeThreads, 1, 1024);
        Limits.text("network.from", from);
        requireState(fromStep);
        Limits.whole("network.replace-last", replaceLast, 0, 10_000);
        Limits.text("network.freeze-until", freezeUntil);
        Limits.positive("network.kept-rate", keptRate);
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
        List<String> described = described(architecture, layers, dl4jJson, keras);
        if (described.size() > 1) {
            throw new ConfigurationException(
                    String.join(" and ", described) + " each say which network to train; give one of them");
        }
        if (!isGiven(from) && (isGiven(freezeUntil) || keptRate != 1 || !MODEL.equals(fromStep))) {
            throw new ConfigurationException(
                    "network.freeze-until, network.kept-rate and network.from-step are about layers that are trained already; name the run or"
                            + " file that has them with network.from, or remove them");
        }
    }

    private static void requireState(String fromStep) {
        Limits.text("network.from-step", fromStep);
        if (!fromStep.equals(MODEL) && !fromStep.equals(NEWEST) && !fromStep.matches("[0-9]{1,18}")) {
            throw new ConfigurationException(
                    "network.from-step", fromStep, "model, newest, or the step of a state (status lists them)");
        }
    }

    private static List<String> described(
            String architecture, List<Map<String, Object>> layers, String dl4jJson, String keras) {
        List<String> keys = new ArrayList<>();
        if (isGiven(architecture)) {
            keys.add("network.architecture");
        }
        if (!layers.isEmpty()) {
            keys.add("network.layers");
        }
        if (isGiven(dl4jJson)) {
            keys.add("network.dl4j-json");
        }
        if (isGiven(keras)) {
            keys.add("network.keras");
        }
        return keys;
    }

    /** Whether a value names something. */
    public static boolean isGiven(String value) {
        return !NONE.equals(value);
    }

    /** Whether there is a network at all; else the run is one of word vectors. */
    public boolean isGiven() {
        return isDescribed() || isGiven(from);
    }

    /** Whether a key says which network, so that it need not be as what it begins from. */
    public boolean isDescribed() {
        return !described(architecture, layers, dl4jJson, keras).isEmpty();
    }

    /** What to call it. */
    public String title() {
        if (isGiven(architecture)) {
            return architecture;
        }
        return layers.isEmpty() ? "a network of another program" : "network.layers";
    }

    /** With another network. */
    public NetworkConf with(String other, Map<String, Object> itsParameters, List<Map<String, Object>> itsLayers) {
        return new NetworkConf(
                other,
                itsParameters,
                itsLayers,
                NONE,
                NONE,
                nativeThreads,
                from,
                fromStep,
                replaceLast,
                freezeUntil,
                keptRate);
    }

    /**
     * With a network that another program has described.
     *
     * @param json its configuration as DL4J writes it
     */
    public NetworkConf with(String json) {
        return new NetworkConf(
                NONE,
                Map.of(),
                List.of(),
                json,
                NONE,
                nativeThreads,
                from,
                fromStep,
                replaceLast,
                freezeUntil,
                keptRate);
    }
}
