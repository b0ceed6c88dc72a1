package io.cohort.worker.embedding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pair kernel with vectors of 256 bits. Five negatives, the usual number, have a path of their own that keeps everything
 * in registers: {@link FiveNegatives}. Other numbers go through loops over the negatives.
 */
final class VectorPairKernel implements PairKernel {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private final int stride;
    private final PairGroup group;
    private final FiveNegatives five;
    private final VectorErrors errors;
    /** Eight lanes of each score, shape [scores, 8]. */
    private final float[] lanes;
    /** Rows of the negatives as they will be after the group, shape [K, stride]. */
    private final float[] next;

    VectorPairKernel(KernelSettings settings) {
        stride = settings.stride();
        group = new PairGroup(settings);
        lanes = new float[settings.mostScores() * 8];
        errors = new VectorErrors(settings, lanes);
        five = new FiveNegatives(stride, group, lanes, errors.errors);
        next = new float[settings.negatives() * stride];
    }

    @Override
    public Loss train(BucketTraining bucket) {
        float[] input = bucket.input();
        float[] output = bucket.output();
        group.seed(bucket.seed());
        errors.begin();
        double loss = 0;
        long sampled = 0;
        int untilSample = 0;
        for (int first = bucket.from(); first < bucket.to(); first += group.pairs) {
            group.take(bucket, first);
            boolean fast = group.drawn == 5;
            if (fast) {
                five.score(input, output);
            } else {
                score(input, output);
            }
            errors.compute(group.pairs, group.drawn, bucket.rateAt(first));
            if (untilSample-- == 0) {
                untilSample = Loss.GROUPS_PER_SAMPLE - 1;
                loss += GroupErrors.loss(errors.scores, group.drawn);
                sampled++;
            }
            if (fast) {
                five.update(input, output);
            } else {
                update(input, output);
            }
        }
        return new Loss(loss + errors.health(), sampled);
    }

    private void score(float[] input, float[] output) {
        int at = 0;
        for (int p = 0; p < group.pairs; p++) {
            dot(input, group.inputs[p], output, group.outputs[p], at);
            at += 8;
            for (int k = 0; k < group.drawn; k++) {
                dot(input, group.inputs[p], output, group.negatives[k], at);
                at += 8;
            }
        }
    }

    private void dot(float[] input, int x, float[] output, int o, int at) {
        FloatVector sum = FloatVector.zero(EIGHT);
        for (int i = 0; i < stride; i += 8) {
            sum = FloatVector.fromArray(EIGHT, input, x + i).fma(FloatVector.fromArray(EIGHT, output, o + i), sum);
        }
        sum.intoArray(lanes, at);
    }

    private void update(float[] input, float[] output) {
        for (int k = 0; k < group.drawn; k++) {
            System.arraycopy(output, group.negatives[k], next, k * stride, stride);
        }
        for (int p = 0; p < group.pairs; p++) {
            updatePair(input, output, p);
        }
        for (int k = 0; k < group.drawn; k++) {
            System.arraycopy(next, k * stride, output, group.negatives[k], stride);
        }
    }

    private void updatePair(float[] input, float[] output, int p) {
        int e = p * (group.drawn + 1);
        int xRow = group.inputs[p];
        int oRow = group.outputs[p];
        for (int i = 0; i < stride; i += 8) {
            FloatVector x = FloatVector.fromArray(EIGHT, input, xRow + i);
            FloatVector o = FloatVector.fromArray(EIGHT, output, oRow + i);
            FloatVector error = FloatVector.broadcast(EIGHT, errors.errors[e]);
            error.fma(x, o).intoArray(output, oRow + i);
            FloatVector sum = error.fma(o, x);
            for (int k = 0; k < group.drawn; k++) {
                error = FloatVector.broadcast(EIGHT, errors.errors[e + 1 + k]);
                sum = error.fma(FloatVector.fromArray(EIGHT, output, group.negatives[k] + i), sum);
                error.fma(x, FloatVector.fromArray(EIGHT, next, k * stride + i)).intoArray(next, k * stride + i);
            }
            sum.intoArray(input, xRow + i);
        }
    }
}
