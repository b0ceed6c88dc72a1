package io.cohort.worker.embedding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link GroupErrors} eight scores at a time, from the eight lanes that each score was gathered in. */
final class VectorErrors {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorMask<Float> ODD = VectorMask.fromLong(EIGHT, 0b10101010);
    private static final VectorMask<Float> ODD_PAIRS = VectorMask.fromLong(EIGHT, 0b11001100);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(EIGHT, 0b11110000);
    private static final VectorShuffle<Float> SWAP_ONE = VectorShuffle.fromOp(EIGHT, i -> i ^ 1);
    private static final VectorShuffle<Float> SWAP_TWO = VectorShuffle.fromOp(EIGHT, i -> i ^ 2);
    private static final VectorShuffle<Float> SWAP_FOUR = VectorShuffle.fromOp(EIGHT, i -> i ^ 4);

    /** Scores of the group: of each pair its own, then those with the negatives. */
    final float[] scores;
    /** Errors in the same order, times the learning rate. */
    final float[] errors;

    private final float[] lanes;
    /** Labels for each number of negatives. */
    private final float[][] labels;

    private final float[] healthLanes = new float[8];

    VectorErrors(KernelSettings settings, float[] lanes) {
        this.lanes = lanes;
        scores = new float[settings.mostScores()];
        errors = new float[settings.mostScores()];
        labels = new float[settings.negatives() + 1][];
        for (int k = 0; k < labels.length; k++) {
            labels[k] = GroupErrors.labels(settings.mostScores(), k + 1);
        }
    }

    void begin() {
        java.util.Arrays.fill(healthLanes, 0);
        // what an earlier bucket left behind the last score would be looked at too
        java.util.Arrays.fill(lanes, 0);
    }

    /** NaN as soon as a score was not finite, else 0. */
    float health() {
        return RowArithmetic.sumOfEight(healthLanes, 0);
    }

    void compute(int pairs, int negatives, float rate) {
        float[] label = labels[negatives];
        int count = pairs * (negatives + 1);
        FloatVector health = FloatVector.fromArray(EIGHT, healthLanes, 0);
        for (int i = 0; i < count; i += 8) {
            FloatVector score = sums(i * 8);
            score.intoArray(scores, i);
            health = score.fma(FloatVector.zero(EIGHT), health);
            FloatVector.fromArray(EIGHT, label, i).sub(sigmoid(score)).mul(rate).intoArray(errors, i);
        }
        health.intoArray(healthLanes, 0);
    }

    private static FloatVector sigmoid(FloatVector score) {
        FloatVector y = score.min(GroupErrors.LIMIT).max(-GroupErrors.LIMIT).mul(0.5f);
        FloatVector z = y.mul(y);
        FloatVector numerator = z.add(GroupErrors.N2)
                .fma(z, FloatVector.broadcast(EIGHT, GroupErrors.N1))
                .fma(z, FloatVector.broadcast(EIGHT, GroupErrors.N0))
                .mul(y);
        FloatVector denominator = z.fma(
                        FloatVector.broadcast(EIGHT, GroupErrors.D3), FloatVector.broadcast(EIGHT, GroupErrors.D2))
                .fma(z, FloatVector.broadcast(EIGHT, GroupErrors.D1))
                .fma(z, FloatVector.broadcast(EIGHT, GroupErrors.N0));
        FloatVector half = FloatVector.broadcast(EIGHT, 0.5f);
        return numerator.div(denominator).fma(half, half);
    }

    /** Eight sums of eight lanes, neighbours first: as {@link RowArithmetic#sumOfEight}, all eight at once. */
    private FloatVector sums(int at) {
        FloatVector a = fold(load(at), load(at + 8), ODD, SWAP_ONE);
        FloatVector b = fold(load(at + 16), load(at + 24), ODD, SWAP_ONE);
        FloatVector c = fold(load(at + 32), load(at + 40), ODD, SWAP_ONE);
        FloatVector d = fold(load(at + 48), load(at + 56), ODD, SWAP_ONE);
        FloatVector low = fold(a, b, ODD_PAIRS, SWAP_TWO);
        FloatVector high = fold(c, d, ODD_PAIRS, SWAP_TWO);
        return fold(low, high, UPPER, SWAP_FOUR);
    }

    private FloatVector load(int at) {
        return FloatVector.fromArray(EIGHT, lanes, at);
    }

    /** Where the mask is set b's lane plus its partner's, elsewhere a's. */
    private static FloatVector fold(
            FloatVector a, FloatVector b, VectorMask<Float> mask, VectorShuffle<Float> partner) {
        return a.blend(b, mask).add(b.blend(a, mask).rearrange(partner));
    }
}
