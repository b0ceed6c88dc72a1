package io.cohort.worker.replica;

import java.io.Serializable;

/**
 * How well whole trees were classified: their roots, the last terms of their examples. Added up it is the same however the
 * trees were grouped into tasks.
 *
 * @param roots how many
 * @param correct roots whose most probable class was theirs
 * @param decided roots whose class is not the middle one of an odd number of classes
 * @param decidedCorrect those of them for which the classes on their side of the middle were together the more probable
 */
public record RootScores(long roots, long correct, long decided, long decidedCorrect) implements Serializable {
    /** Nothing yet. */
    public static final RootScores NONE = new RootScores(0, 0, 0, 0);

    /** Compares the roots' outputs with their labels; roots without a label do not count. */
    public static RootScores of(ScoredExamples scored) {
        RootScores sum = NONE;
        for (int t = 0; t < scored.labels().length; t++) {
            boolean root = t + 1 == scored.labels().length || scored.term()[t + 1] != scored.term()[t];
            if (root && scored.labels()[t] >= 0) {
                sum = sum.plus(root(scored.outputs(), t * scored.classes(), scored.classes(), scored.labels()[t]));
            }
        }
        return sum;
    }

    private static RootScores root(float[] outputs, int at, int classes, int label) {
        int best = 0;
        double lower = 0;
        double upper = 0;
        for (int k = 0; k < classes; k++) {
            best = outputs[at + k] > outputs[at + best] ? k : best;
            // 2k + 1 = classes is the middle class of an odd number.
            lower += 2 * k + 1 < classes ? outputs[at + k] : 0;
            upper += 2 * k + 1 > classes ? outputs[at + k] : 0;
        }
        boolean decided = 2 * label + 1 != classes;
        boolean right = decided && (upper > lower) == (2 * label + 1 > classes);
        return new RootScores(1, best == label ? 1 : 0, decided ? 1 : 0, right ? 1 : 0);
    }

    /** Both together. */
    public RootScores plus(RootScores others) {
        return new RootScores(
                roots + others.roots,
                correct + others.correct,
                decided + others.decided,
                decidedCorrect + others.decidedCorrect);
    }

    /** Share of the roots that got their class; NaN without roots. */
    public double accuracy() {
        return roots == 0 ? Double.NaN : (double) correct / roots;
    }

    /** Share of the decided roots that got their side; NaN without such. */
    public double binaryAccuracy() {
        return decided == 0 ? Double.NaN : (double) decidedCorrect / decided;
    }
}
