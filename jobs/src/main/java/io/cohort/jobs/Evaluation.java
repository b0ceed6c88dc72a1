package io.cohort.jobs;

import io.cohort.worker.vectors.AnalogyScore;
import io.cohort.worker.vectors.Similarity;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How good word vectors are.
 *
 * @param analogies answers to questions, null if none were asked
 * @param similarity agreement by file
 */
record Evaluation(AnalogyScore analogies, Map<String, Similarity.Score> similarity) {
    /** What {@code evaluate --json} prints; a part that was not asked for is left out. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        if (analogies != null) {
            document.put("analogies", analogiesDocument());
        }
        if (!similarity.isEmpty()) {
            document.put(
                    "similarity",
                    similarity.entrySet().stream()
                            .map(entry -> Output.object(
                                    "file", entry.getKey(),
                                    "spearman", entry.getValue().spearman(),
                                    "pairs", entry.getValue().pairs(),
                                    "skipped", entry.getValue().skipped()))
                            .toList());
        }
        return document;
    }

    private Map<String, Object> analogiesDocument() {
        List<Map<String, Object>> sections = analogies.sections().stream()
                .map(section -> Output.object(
                        "name", section.name(),
                        "accuracy", section.accuracy(),
                        "correct", section.correct(),
                        "questions", section.questions()))
                .toList();
        return Output.object(
                "accuracy", analogies.accuracy(),
                "correct", analogies.correct(),
                "questions", analogies.questions(),
                "skipped", analogies.skipped(),
                "sections", sections);
    }

    /** The same as tables. */
    void print(PrintWriter out) {
        if (analogies != null) {
            printAnalogies(out);
        }
        if (!similarity.isEmpty()) {
            out.print(analogies == null ? "" : System.lineSeparator());
            Table table = new Table("similarity", "spearman", "pairs", "skipped");
            similarity.forEach((file, score) ->
                    table.row(file, decimals(score.spearman()), "" + score.pairs(), "" + score.skipped()));
            table.print(out);
        }
    }

    private void printAnalogies(PrintWriter out) {
        Table table = new Table("analogies", "accuracy", "correct", "questions");
        for (AnalogyScore.Section section : analogies.sections()) {
            table.row(section.name(), percent(section.accuracy()), "" + section.correct(), "" + section.questions());
        }
        table.row("all", percent(analogies.accuracy()), "" + analogies.correct(), "" + analogies.questions());
        table.print(out);
        out.println("skipped: " + analogies.skipped() + " questions with words that are unknown or left out");
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimals(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
