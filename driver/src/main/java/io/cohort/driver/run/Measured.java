package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.worker.replica.RootScores;
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

    /** Adds the figures of the roots of trees: of all, and of those that are not in the middle, by their side. */
    static void addRoots(RootScores roots, ObjectNode measured) {
        measured.put("root_accuracy", roots.accuracy());
        measured.put("binary_root_accuracy", roots.binaryAccuracy());
    }

    static String inWords(ObjectNode measured) {
        String loss = String.format(
                Locale.ROOT,
                "loss %.4f on %,d validation examples",
                measured.path("validation_loss").asDouble(),
                measured.path("validation_examples").asLong());
        String accuracy = percent(measured, "accuracy", "accuracy %.2f %%, ");
        String roots = percent(measured, "root_accuracy", "roots %.2f %%, ");
        String binary = percent(measured, "binary_root_accuracy", "binary roots %.2f %%, ");
        return accuracy + roots + binary + loss;
    }

    private static String percent(ObjectNode measured, String field, String format) {
        return measured.has(field)
                ? String.format(Locale.ROOT, format, 100 * measured.path(field).asDouble())
                : "";
    }
}
