package io.cohort.worker.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sixteen words in two vectors of 256 bits against five queries at a time: ten sums stay in registers. */
final class VectorScoreKernel implements ScoreKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int LANES = 8;
    private static final int QUERIES = 5;

    private final ScalarScoreKernel rest = new ScalarScoreKernel();

    @Override
    public void score(
            float[] tile, float[] queries, int dimension, int first, int last, Best best, int firstId, int words) {
        float[] scores = new float[WORDS];
        int query = first;
        for (; query + QUERIES <= last; query += QUERIES) {
            scoreFive(tile, queries, dimension, query, best, firstId, words, scores);
        }
        rest.score(tile, queries, dimension, query, last, best, firstId, words);
    }

    // One loop with all its sums named, for only local variables stay in registers.
    @SuppressWarnings("MethodLength")
    private static void scoreFive(
            float[] tile,
            float[] queries,
            int dimension,
            int query,
            Best best,
            int firstId,
            int words,
            float[] scores) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector b0 = a0;
        FloatVector a1 = a0;
        FloatVector b1 = a0;
        FloatVector a2 = a0;
        FloatVector b2 = a0;
        FloatVector a3 = a0;
        FloatVector b3 = a0;
        FloatVector a4 = a0;
        FloatVector b4 = a0;
        int at = query * dimension;
        for (int d = 0; d < dimension; d++, at++) {
            FloatVector left = FloatVector.fromArray(SPECIES, tile, d * WORDS);
            FloatVector right = FloatVector.fromArray(SPECIES, tile, d * WORDS + LANES);
            FloatVector value = FloatVector.broadcast(SPECIES, queries[at]);
            a0 = value.fma(left, a0);
            b0 = value.fma(right, b0);
            value = FloatVector.broadcast(SPECIES, queries[at + dimension]);
            a1 = value.fma(left, a1);
            b1 = value.fma(right, b1);
            value = FloatVector.broadcast(SPECIES, queries[at + 2 * dimension]);
            a2 = value.fma(left, a2);
            b2 = value.fma(right, b2);
            value = FloatVector.broadcast(SPECIES, queries[at + 3 * dimension]);
            a3 = value.fma(left, a3);
            b3 = value.fma(right, b3);
            value = FloatVector.broadcast(SPECIES, queries[at + 4 * dimension]);
            a4 = value.fma(left, a4);
            b4 = value.fma(right, b4);
        }
        keep(a0, b0, query, best, firstId, words, scores);
        keep(a1, b1, query + 1, best, firstId, words, scores);
        keep(a2, b2, query + 2, best, firstId, words, scores);
        keep(a3, b3, query + 3, best, firstId, words, scores);
        keep(a4, b4, query + 4, best, firstId, words, scores);
    }

    private static void keep(
            FloatVector left, FloatVector right, int query, Best best, int firstId, int words, float[] scores) {
        float limit = best.scores()[query];
        if (left.max(right).compare(VectorOperators.GT, limit).anyTrue()) {
            left.intoArray(scores, 0);
            right.intoArray(scores, LANES);
            best.update(query, scores, 0, firstId, words);
        }
    }
}
