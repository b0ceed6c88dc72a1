package io.cohort.worker.embedding;

import java.util.Arrays;

/** Trains examples row by row, as word2vec.c does; the same bits with any {@link RowArithmetic}. Not for several threads. */
final class RowExampleKernel implements ExampleKernel {
    private final RowArithmetic arithmetic;
    private final int stride;
    private final float[] mean;
    private final float[] error;

    /** @param stride floats from row to row, a multiple of eight */
    RowExampleKernel(RowArithmetic arithmetic, int stride) {
        this.arithmetic = arithmetic;
        this.stride = stride;
        this.mean = new float[stride];
        this.error = new float[stride];
    }

    @Override
    public double train(Examples examples, RowTable inputs, RowTable outputs, float rate) {
        float[] rows = inputs.values();
        int[] slots = examples.inputs();
        double loss = 0;
        for (int x = 0; x < examples.count(); x++) {
            int from = examples.inputStart(x);
            int to = examples.inputStart(x + 1);
            Arrays.fill(error, 0);
            if (to - from == 1) {
                loss += trainOutputs(examples, x, rows, slots[from] * stride, outputs.values(), rate);
            } else {
                average(rows, slots, from, to);
                loss += trainOutputs(examples, x, mean, 0, outputs.values(), rate);
            }
            for (int i = from; i < to; i++) {
                arithmetic.addScaled(1, error, 0, rows, slots[i] * stride, stride);
            }
        }
        return loss;
    }

    private void average(float[] rows, int[] slots, int from, int to) {
        Arrays.fill(mean, 0);
        float share = 1f / (to - from);
        for (int i = from; i < to; i++) {
            arithmetic.addScaled(share, rows, slots[i] * stride, mean, 0, stride);
        }
    }

    /** f = h·o, g = (y − σ(f)) · rate, e += g·o, o += g·h for each output row of an example. */
    private double trainOutputs(Examples examples, int x, float[] h, int hOffset, float[] rows, float rate) {
        int[] slots = examples.outputs();
        byte[] labels = examples.labels();
        double loss = 0;
        for (int i = examples.outputStart(x); i < examples.outputStart(x + 1); i++) {
            int o = slots[i] * stride;
            float score = arithmetic.dot(h, hOffset, rows, o, stride);
            loss -= Sigmoid.log(labels[i] == 1 ? score : -score);
            float gradient = (labels[i] - Sigmoid.of(score)) * rate;
            arithmetic.addScaled(gradient, rows, o, error, 0, stride);
            arithmetic.addScaled(gradient, h, hOffset, rows, o, stride);
        }
        return loss;
    }
}
