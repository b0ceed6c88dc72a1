package io.cohort.worker.embedding;

import java.util.Arrays;

/**
 * A batch of M groups as index and weight arrays for {@link Nd4jPairKernel}. What a group lacks, pairs or negatives, has
 * row 0 and weight 0.
 */
final class Nd4jGroups {
    private final KernelSettings settings;
    private final PairGroup group;
    private final int batch;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] negatives;
    private final float[] pairMask;
    private final float[] pairRates;
    private final float[] negativeRates;
    private final int[] drawn;
    private BucketTraining bucket;
    private int at;
    private int size;
    private int groupsBefore;

    Nd4jGroups(KernelSettings settings, int batch) {
        this.settings = settings;
        this.batch = batch;
        group = new PairGroup(settings);
        inputs = new int[batch * settings.group()];
        outputs = new int[batch * settings.group()];
        negatives = new int[batch * settings.negatives()];
        pairMask = new float[inputs.length];
        pairRates = new float[inputs.length];
        negativeRates = new float[negatives.length];
        drawn = new int[batch];
    }

    void begin(BucketTraining next) {
        bucket = next;
        at = next.from();
        size = 0;
        groupsBefore = 0;
        group.seed(next.seed());
    }

    /** Fills the batch with the next groups; false if there are none left. */
    boolean next() {
        groupsBefore += size;
        size = 0;
        Arrays.fill(inputs, 0);
        Arrays.fill(outputs, 0);
        Arrays.fill(negatives, 0);
        Arrays.fill(pairMask, 0);
        Arrays.fill(pairRates, 0);
        Arrays.fill(negativeRates, 0);
        while (size < batch && at < bucket.to()) {
            group.take(bucket, at);
            put(bucket.rateAt(at));
            at += group.pairs;
            size++;
        }
        return size > 0;
    }

    private void put(float rate) {
        int firstPair = size * settings.group();
        for (int p = 0; p < group.pairs; p++) {
            inputs[firstPair + p] = group.inputs[p] / settings.stride();
            outputs[firstPair + p] = group.outputs[p] / settings.stride();
            pairMask[firstPair + p] = 1;
            pairRates[firstPair + p] = rate;
        }
        int firstNegative = size * settings.negatives();
        for (int k = 0; k < group.drawn; k++) {
            negatives[firstNegative + k] = group.negatives[k] / settings.stride();
            negativeRates[firstNegative + k] = rate;
        }
        drawn[size] = group.drawn;
    }

    /** M: groups that the arrays have room for. */
    int batch() {
        return batch;
    }

    /** Groups that are there. */
    int size() {
        return size;
    }

    /** Whether the loss of a group of this batch belongs to the sample. */
    boolean isSampled(int g) {
        return (groupsBefore + g) % Loss.GROUPS_PER_SAMPLE == 0;
    }

    /** Negatives of a group. */
    int drawn(int g) {
        return drawn[g];
    }

    /** Input rows, shape [M, G]. */
    int[] inputs() {
        return inputs;
    }

    /** Output rows, shape [M, G]. */
    int[] outputs() {
        return outputs;
    }

    /** Output rows of the negatives, shape [M, K]. */
    int[] negatives() {
        return negatives;
    }

    /** 1 for pairs that are there, shape [M, G]. */
    float[] pairMask() {
        return pairMask;
    }

    /** Learning rates of the pairs, shape [M, G]. */
    float[] pairRates() {
        return pairRates;
    }

    /** Learning rates of the negatives, shape [M, K]. */
    float[] negativeRates() {
        return negativeRates;
    }
}
