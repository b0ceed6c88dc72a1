package io.cohort.worker.vectors;

import java.util.Arrays;

/** Compares the cosines of word pairs with people's judgement by Spearman's rank correlation. */
public final class Similarity {
    private Similarity() {}

    /**
     * The agreement on one file.
     *
     * @param spearman rank correlation in [-1, 1]; NaN with fewer than two pairs or if either side is all equal
     * @param pairs pairs compared
     * @param skipped pairs with an unknown word
     */
    public record Score(double spearman, int pairs, int skipped) {}

    /** Scores the pairs whose words are both known, as they stand or in lower case. */
    public static Score score(WordVectors vectors, SimilarityFile file) {
        int known = 0;
        double[] cosines = new double[file.pairs().size()];
        double[] judged = new double[file.pairs().size()];
        for (SimilarityFile.Pair pair : file.pairs()) {
            int first = vectors.words().idIgnoringCase(pair.first());
            int second = vectors.words().idIgnoringCase(pair.second());
            if (first >= 0 && second >= 0) {
                // A word's cosine with itself is 1, but may round to less: such pairs must tie.
                cosines[known] = first == second ? 1 : vectors.cosine(first, second);
                judged[known++] = pair.score();
            }
        }
        double spearman = spearman(Arrays.copyOf(cosines, known), Arrays.copyOf(judged, known));
        return new Score(spearman, known, file.pairs().size() - known);
    }

    /**
     * Spearman's rank correlation: Pearson's correlation of the ranks, tied values sharing the mean of their ranks.
     *
     * @param x one value a pair
     * @param y as many
     * @return in [-1, 1], NaN if undefined
     */
    static double spearman(double[] x, double[] y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
