package io.cohort.worker.replica;

import java.io.Serializable;

/**
 * How well some examples were classified. Added up in the order of the examples it is the same however they were grouped
 * into tasks, but for the loss, whose parts are to be added in a fixed order.
 *
 * @param examples how many
 * @param terms labelled terms: examples, time steps or nodes
 * @param correct terms whose most probable class was the right one
 * @param amongTop terms whose right class was among the {@link #TOP} most probable
 * @param loss sum of the objective over the terms
 * @param confusion shape [classes, classes] row-major: terms by right class, then by most probable one; empty without
 *     classes or with more than {@link #MOST_CONFUSED}
 * @param roots the last terms of the examples; of trees their roots
 */
public record Scores(
        long examples, long terms, long correct, long amongTop, double loss, long[] confusion, RootScores roots)
        implements Serializable {
    /** How many of the most probable classes {@code amongTop} looks at. */
    public static final int TOP = 5;
    /** With more classes there is no table of confusion. */
    public static final int MOST_CONFUSED = 1000;

    /** Nothing yet. */
    public static final Scores NONE = new Scores(0, 0, 0, 0, 0, new long[0], RootScores.NONE);

    /** Compares outputs with labels. Of equally probable classes the one with the lower number comes first. */
    public static Scores of(ScoredExamples scored) {
        int classes = scored.classes();
        boolean confusable = classes > 1 && classes <= MOST_CONFUSED && hasLabels(scored.labels());
        long[] confusion = new long[confusable ? classes * classes : 0];
        long terms = 0;
        long correct = 0;
        long amongTop = 0;
        for (int term = 0; term < scored.labels().length; term++) {
            int label = scored.labels()[term];
            if (label >= 0) {
                int rank = rank(scored.outputs(), term * classes, classes, label);
                terms++;
                correct += rank == 0 ? 1 : 0;
                amongTop += rank < TOP ? 1 : 0;
                if (confusable) {
                    confusion[label * classes + best(scored.outputs(), term * classes, classes)]++;
                }
            }
        }
        return new Scores(
                scored.examples(),
                terms == 0 ? scored.labels().length : terms,
                correct,
                amongTop,
                scored.loss(),
                confusion,
                RootScores.of(scored));
    }

    private static boolean hasLabels(int[] labels) {
        for (int label : labels) {
            if (label >= 0) {
                return true;
            }
        }
        return false;
    }

    /** How many classes come before one. */
    private static int rank(float[] outputs, int from, int classes, int label) {
        float own = outputs[from + label];
        int before = 0;
        for (int other = 0; other < classes; other++) {
            float output = outputs[from + other];
            before += output > own || (output == own && other < label) ? 1 : 0;
        }
        return before;
    }

    /** The most probable class; of equal ones the first. */
    static int best(float[] outputs, int from, int classes) {
        int best = 0;
        for (int other = 1; other < classes; other++) {
            best = outputs[from + other] > outputs[from + best] ? other : best;
        }
        return best;
    }

    /** Both together, these first. */
    public Scores plus(Scores others) {
        long[] sum = confusion.length >= others.confusion.length ? confusion.clone() : others.confusion.clone();
        long[] added = confusion.length >= others.confusion.length ? others.confusion : confusion;
        for (int i = 0; i < added.length; i++) {
            sum[i] += added[i];
        }
        return new Scores(
                examples + others.examples,
                terms + others.terms,
                correct + others.correct,
                amongTop + others.amongTop,
                loss + others.loss,
                sum,
                roots.plus(others.roots));
    }

    /** Share of the terms whose most probable class was the right one; NaN without terms. */
    public double accuracy() {
        return terms == 0 ? Double.NaN : (double) correct / terms;
    }

    /** Share of the terms whose right class was among the most probable; NaN without terms. */
    public double topAccuracy() {
        return terms == 0 ? Double.NaN : (double) amongTop / terms;
    }

    /** Objective a term; NaN without terms. */
    public double meanLoss() {
        return terms == 0 ? Double.NaN : loss / terms;
    }
}
