package io.cohort.worker.vectors;

import java.util.Arrays;

/** The plain loops, for a Java without {@code jdk.incubator.vector} and to check the fast kernel against. */
final class ScalarScoreKernel implements ScoreKernel {
    @Override
    public void score(
            float[] tile, float[] queries, int dimension, int first, int last, Best best, int firstId, int words) {
        float[] sums = new float[WORDS];
        for (int query = first; query < last; query++) {
            Arrays.fill(sums, 0);
            for (int d = 0; d < dimension; d++) {
                float value = queries[query * dimension + d];
                for (int word = 0; word < WORDS; word++) {
                    sums[word] = Math.fma(value, tile[d * WORDS + word], sums[word]);
                }
            }
            best.update(query, sums, 0, firstId, words);
        }
    }
}
