package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.worker.replica.Scores;
import java.util.Locale;

/** What metrics.jsonl and run.json say of a validation. */
final class Measured {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Measured() {}

    /**
     * The figures.
     *
     * @param scores of the validation input
     * @param classes how many there are; without, only the loss is told
     */
    static ObjectNode of(Scores scores, int classes) {
        ObjectNode node = JSON.createObjectNode();
        if (classes > 1) {
            node.put("accuracy", scores.accuracy());
            if (classes > Scores.TOP) {
                node.put("top5", scores.topAccuracy());
            }
        }
        node.put("validation_loss", scores.meanLoss());
        node.put("validation_examples", scores.examples());
        return node;
    }

    static String inWords(ObjectNode measured) {
        String loss = String.format(
                Locale.ROOT,
                "loss %.4f on %,d validation examples",
                measured.path("validation_loss").asDouble(),
                measured.path("validation_examples").asLong());
        return measured.has("accuracy")
                ? String.format(
                        Locale.ROOT,
                        "accuracy %.2f %%, %s",
                        100 * measured.path("accuracy").asDouble(),
                        loss)
                : loss;
    }
}
