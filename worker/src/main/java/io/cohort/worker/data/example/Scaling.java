package io.cohort.worker.data.example;

import java.io.Serializable;
import java.util.List;

/**
 * What is subtracted from each column or channel, and what it is then divided by. Found once in the training input and used
 * for validation and prediction alike.
 *
 * @param mean one for each column
 * @param deviation one for each column, above 0
 */
public record Scaling(List<Float> mean, List<Float> deviation) implements Serializable {
    /** Keeps its own copies. */
    public Scaling {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** The means as an array of the caller's. */
    float[] means() {
        return array(mean);
    }

    /** The deviations as an array of the caller's. */
    float[] deviations() {
        return array(deviation);
    }

    private static float[] array(List<Float> values) {
        float[] result = new float[values.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = values.get(i);
        }
        return result;
    }
}
