package io.cohort.worker.network.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.worker.BadInputException;
import java.util.List;

/**
 * A layer as Keras describes it.
 *
 * @param name unlike that of any other layer
 * @param type Keras' name of its class
 * @param config what it was made with
 * @param inputs names of the layers whose outputs it takes, in order
 * @param group where the file keeps its weights
 * @param original its name in the file
 */
record KerasLayer(String name, String type, JsonNode config, List<String> inputs, String group, String original) {
    /** No layer is this wide; of some Cohort keeps a number for each output. */
    private static final int LARGEST = 1 << 24;

    /** For messages. */
    String label() {
        return "layer " + name + " (" + type + ")";
    }

    /**
     * The layer is none that Cohort can train.
     *
     * @param what is it about, as in "layer conv1 (Conv2D) …"
     */
    BadInputException refused(String what) {
        return new BadInputException(label() + " " + what);
    }

    /** A whole number. */
    int whole(String key) {
        JsonNode value = config.path(key);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw refused("has no whole number " + key + ", but " + value);
        }
        return possible(key, value.intValue());
    }

    /** A number, or what counts where there is none. */
    double number(String key, double absent) {
        JsonNode value = config.path(key);
        return value.isNumber() ? value.doubleValue() : absent;
    }

    boolean flag(String key, boolean absent) {
        JsonNode value = config.path(key);
        return value.isBoolean() ? value.booleanValue() : absent;
    }

    String text(String key, String absent) {
        JsonNode value = config.path(key);
        return value.isTextual() ? value.textValue() : absent;
    }

    /** Two whole numbers, or one for both. */
    int[] pair(String key) {
        JsonNode value = config.path(key);
        if (value.isIntegralNumber()) {
            return new int[] {possible(key, value.asInt()), possible(key, value.asInt())};
        }
        if (value.size() != 2 || !value.get(0).isInt() || !value.get(1).isInt()) {
            throw refused("has " + value + " for " + key + ", expected two whole numbers");
        }
        return new int[] {
            possible(key, value.get(0).asInt()), possible(key, value.get(1).asInt())
        };
    }

    private int possible(String key, int value) {
        if (value < 0 || value > LARGEST) {
            throw refused("has " + value + " for " + key + ", expected 0 to " + LARGEST);
        }
        return value;
    }

    /** The same, or what counts where there is none. */
    int[] pair(String key, int[] absent) {
        return config.hasNonNull(key) ? pair(key) : absent;
    }
}
