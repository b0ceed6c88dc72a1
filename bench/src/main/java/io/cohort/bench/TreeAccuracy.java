package io.cohort.bench;

import io.cohort.worker.replica.RootScores;
import io.cohort.worker.replica.ScoredExamples;
import java.util.Locale;

/**
 * How well trees were scored.
 *
 * @param loss mean over all nodes
 * @param nodes share of all nodes that got their class
 * @param roots of the whole trees
 */
record TreeAccuracy(double loss, double nodes, RootScores roots) {
    static TreeAccuracy of(ScoredExamples scored) {
        int terms = scored.labels().length;
        int right = 0;
        for (int t = 0; t < terms; t++) {
            int at = t * scored.classes();
            int best = 0;
            for (int k = 1; k < scored.classes(); k++) {
                best = scored.outputs()[at + k] > scored.outputs()[at + best] ? k : best;
            }
            right += best == scored.labels()[t] ? 1 : 0;
        }
        return new TreeAccuracy(scored.loss() / terms, right / (double) terms, RootScores.of(scored));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "loss %.4f, nodes %.2f %%, roots %.2f %%, binary roots %.2f %%",
                loss,
                100 * nodes,
                100 * roots.accuracy(),
                100 * roots.binaryAccuracy());
    }
}
