package io.cohort.worker.embedding;

import java.util.Arrays;

/** Pair kernel as plain loops: the same sums in the same order as {@link VectorPairKernel}, so the same bits. */
final class ScalarPairKernel implements PairKernel {
    private final int stride;
    private final PairGroup group;
    private final float[] lanes = new float[8];
    private final float[] scores;
    private final float[] errors;
    /** Rows of the negatives as they will be after the group, shape [K, stride]. */
    private final float[] next;

    /** NaN as soon as a score is not finite. */
    private float health;

    ScalarPairKernel(KernelSettings settings) {
        stride = settings.stride();
        group = new PairGroup(settings);
        scores = new float[settings.mostScores()];
        errors = new float[settings.mostScores()];
        next = new float[settings.negatives() * stride];
    }

    @Override
    public Loss train(BucketTraining bucket) {
        group.seed(bucket.seed());
        health = 0;
        double loss = 0;
        long sampled = 0;
        int untilSample = 0;
        for (int first = bucket.from(); first < bucket.to(); first += group.pairs) {
            group.take(bucket, first);
            score(bucket.input(), bucket.output());
            if (untilSample-- == 0) {
                untilSample = Loss.GROUPS_PER_SAMPLE - 1;
                loss += GroupErrors.loss(scores, group.drawn);
                sampled++;
            }
            correct(bucket.rateAt(first));
            update(bucket.input(), bucket.output());
        }
        return new Loss(loss + health, sampled);
    }

    private void score(float[] input, float[] output) {
        int at = 0;
        for (int p = 0; p < group.pairs; p++) {
            scores[at++] = dot(input, group.inputs[p], output, group.outputs[p]);
            for (int k = 0; k < group.drawn; k++) {
                scores[at++] = dot(input, group.inputs[p], output, group.negatives[k]);
            }
        }
    }

    private float dot(float[] input, int x, float[] output, int o) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i < stride; i += 8) {
            for (int lane = 0; lane < 8; lane++) {
                lanes[lane] = Math.fma(input[x + i + lane], output[o + i + lane], lanes[lane]);
            }
        }
        return RowArithmetic.sumOfEight(lanes, 0);
    }

    private void correct(float rate) {
        int count = group.pairs * (group.drawn + 1);
        for (int i = 0; i < count; i++) {
            float label = i % (group.drawn + 1) == 0 ? 1 : 0;
            errors[i] = GroupErrors.of(scores[i], label, rate);
            health = Math.fma(scores[i], 0, health);
        }
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
        for (int i = 0; i < stride; i++) {
            float x = input[xRow + i];
            float o = output[oRow + i];
            output[oRow + i] = Math.fma(errors[e], x, o);
            float sum = Math.fma(errors[e], o, x);
            for (int k = 0; k < group.drawn; k++) {
                sum = Math.fma(errors[e + 1 + k], output[group.negatives[k] + i], sum);
                next[k * stride + i] = Math.fma(errors[e + 1 + k], x, next[k * stride + i]);
            }
            input[xRow + i] = sum;
        }
    }
}
