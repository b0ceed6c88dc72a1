package io.cohort.worker.network.layer;

import java.nio.ByteBuffer;

/** The part of the arithmetic in single precision that scalar and vector code share: sums in two levels. */
abstract class BlockSums implements ChannelArithmetic {
    final int channels;
    final float[] first;
    final float[] second;
    final float[] mean;
    final float[] scale;
    final float[] offset;
    final float[] factor;
    final float[] slope;
    final float[] constant;

    BlockSums(int channels) {
        this.channels = channels;
        first = new float[channels];
        second = new float[channels];
        mean = new float[channels];
        scale = new float[channels];
        offset = new float[channels];
        factor = new float[channels];
        slope = new float[channels];
        constant = new float[channels];
    }

    /** Adds a block's {@code x − mean} to {@link #first} and its squares to {@link #second}. */
    abstract void sumBlock(ByteBuffer x, int row, int rows);

    /** Adds a block's errors to {@link #first} and their products with {@code x − mean} to {@link #second}. */
    abstract void sumErrorsOfBlock(ByteBuffer x, ByteBuffer errors, int row, int rows, float floor);

    @Override
    public final void addSums(ByteBuffer x, int rows, double[] shift, double[] sums, double[] squares) {
        narrow(shift, mean);
        for (int row = 0; row < rows; row += BLOCK) {
            clear();
            sumBlock(x, row, Math.min(BLOCK, rows - row));
            widen(sums, squares);
        }
    }

    @Override
    public final void addErrorSums(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, double[] sums, double[] products) {
        take(normalization);
        for (int row = 0; row < rows; row += BLOCK) {
            clear();
            sumErrorsOfBlock(x, errors, row, Math.min(BLOCK, rows - row), (float) normalization.floor());
            widen(sums, products);
        }
    }

    final void take(Normalization normalization) {
        narrow(normalization.mean(), mean);
        narrow(normalization.scale(), scale);
        narrow(normalization.offset(), offset);
    }

    final void take(Line line) {
        narrow(line.factor(), factor);
        narrow(line.slope(), slope);
        narrow(line.constant(), constant);
    }

    private void clear() {
        java.util.Arrays.fill(first, 0);
        java.util.Arrays.fill(second, 0);
    }

    private void widen(double[] firstSums, double[] secondSums) {
        for (int c = 0; c < channels; c++) {
            firstSums[c] += first[c];
            secondSums[c] += second[c];
        }
    }

    private static void narrow(double[] from, float[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = (float) from[c];
        }
    }
}
