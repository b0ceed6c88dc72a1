package io.cohort.bench;

import io.cohort.worker.replica.ScoredExamples;
import java.util.Locale;

/**
 * Accuracies of scored trees.
 *
 * @param loss mean over all nodes
 * @param nodes share of all nodes that got their class
 * @param roots share of roots that got their class
 * @param binary share of roots, those of the middle class left out, whose upper or lower classes together were right
 */
record TreeAccuracy(double loss, double nodes, double roots, double binary) {
    /** Takes the last term of each example for its root. */
    static TreeAccuracy of(ScoredExamples scored) {
        int terms = scored.labels().length;
        int middle = scored.classes() / 2;
        int right = 0;
        int rootsRight = 0;
        int decided = 0;
        int decidedRight = 0;
        for (int t = 0; t < terms; t++) {
            boolean root = t + 1 == terms || scored.term()[t + 1] != scored.term()[t];
            int label = scored.labels()[t];
            boolean hit = best(scored, t) == label;
            right += hit ? 1 : 0;
            rootsRight += root && hit ? 1 : 0;
            if (root && label != middle) {
                decided++;
                decidedRight += isUpper(scored, t) == label > middle ? 1 : 0;
            }
        }
        return new TreeAccuracy(
                scored.loss() / terms,
                right / (double) terms,
                rootsRight / (double) scored.examples(),
                decidedRight / (double) decided);
    }

    private static int best(ScoredExamples scored, int term) {
        int at = term * scored.classes();
        int best = 0;
        for (int k = 1; k < scored.classes(); k++) {
            best = scored.outputs()[at + k] > scored.outputs()[at + best] ? k : best;
        }
        return best;
    }

    private static boolean isUpper(ScoredExamples scored, int term) {
        double upper = 0;
        for (int k = 0; k < scored.classes() / 2; k++) {
            upper += scored.outputs()[(term + 1) * scored.classes() - 1 - k]
                    - scored.outputs()[term * scored.classes() + k];
        }
        return upper > 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "loss %.4f, nodes %.2f %%, roots %.2f %%, binary roots %.2f %%",
                loss,
                100 * nodes,
                100 * roots,
                100 * binary);
    }
}
