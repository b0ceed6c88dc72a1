package io.cohort.worker.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The examples that a classifier got most wrong. */
public final class SurestErrors {
    private SurestErrors() {}

    /**
     * A wrong answer.
     *
     * @param example counted over all that were scored
     * @param label the right class
     * @param said the most probable class
     * @param probability of that
     */
    public record Entry(int example, int label, int said, double probability) {}

    /**
     * Those whose wrong answer had the largest probability, the surest first; of equal ones the first.
     *
     * @param scored some examples each, in order
     * @param most how many at most
     */
    public static List<Entry> of(List<ScoredExamples> scored, int most) {
        List<Entry> wrong = new ArrayList<>();
        int before = 0;
        for (ScoredExamples part : scored) {
            for (int term = 0; term < part.labels().length; term++) {
                int said = Scores.best(part.outputs(), term * part.classes(), part.classes());
                if (part.labels()[term] >= 0 && said != part.labels()[term]) {
                    wrong.add(new Entry(
                            before + part.term()[term],
                            part.labels()[term],
                            said,
                            part.outputs()[term * part.classes() + said]));
                }
            }
            before += part.examples();
        }
        wrong.sort(Comparator.comparingDouble(Entry::probability).reversed());
        return List.copyOf(wrong.subList(0, Math.min(most, wrong.size())));
    }

    /** The most probable class of some terms. */
    public static int[] answers(ScoredExamples scored, int from, int to) {
        int[] answers = new int[to - from];
        Arrays.setAll(answers, i -> Scores.best(scored.outputs(), (from + i) * scored.classes(), scored.classes()));
        return answers;
    }
}
