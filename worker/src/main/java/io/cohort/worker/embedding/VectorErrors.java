package io.cohort.worker.embedding;

import java.util.Arrays;
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
        Arrays.fill(healthLanes, 0);
        // what an earlier bucket left behind the last score would be looked at too
        Arrays.fill(lanes, 0);
    }

    /** NaN as soon as a score was not finite, else 0. */
    float health() {
        return RowArithmetic.sumOfEight(healthLanes, 0);
    }

    /**
     * Errors of a group from its lanes. In two loops whose only ends are arrays: a vector that is handed from one method to
     * another is put on the heap whenever the compiler has not joined the two, and whether it does depends on the order in
     * which it came by them.
     */
    void compute(int pairs, int negatives, float rate) {
        int count = pairs * (negatives + 1);
        sum(count);
        errors(count, labels[negatives], rate);
    }

    /**
     * Eight sums of eight lanes, all at once, each in the order of {@link RowArithmetic#sumOfEight}. The first fold takes
     * its shifted halves from memory: in Java 17 a load is cheaper than a rearrangement.
     */
    private void sum(int count) {
        for (int i = 0; i < count; i += 8) {
            int at = 8 * i;
            FloatVector a = halves(at);
            FloatVector b = halves(at + 16);
            FloatVector c = halves(at + 8);
            FloatVector d = halves(at + 24);
            FloatVector low = fold(a, b, ODD_PAIRS, SWAP_TWO);
            FloatVector high = fold(c, d, ODD_PAIRS, SWAP_TWO);
            fold(low, high, ODD, SWAP_ONE).intoArray(scores, i);
        }
    }

    /** Label less sigmoid of each score, times the rate; the sigmoid as {@link GroupErrors} has it. */
    private void errors(int count, float[] label, float rate) {
        FloatVector health = FloatVector.fromArray(EIGHT, healthLanes, 0);
        FloatVector half = FloatVector.broadcast(EIGHT, 0.5f);
        for (int i = 0; i < count; i += 8) {
            FloatVector score = FloatVector.fromArray(EIGHT, scores, i);
            health = score.fma(FloatVector.zero(EIGHT), health);
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
            FloatVector sigmoid = numerator.div(denominator).fma(half, half);
            FloatVector.fromArray(EIGHT, label, i).sub(sigmoid).mul(rate).intoArray(errors, i);
        }
        health.intoArray(healthLanes, 0);
    }

    /** Lanes 0-3: the lower half of a score's lanes plus the upper; lanes 4-7: the same of the fourth score after it. */
    private FloatVector halves(int at) {
        return load(at).blend(load(at + 32), UPPER).add(load(at + 4).blend(load(at + 28), UPPER));
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
