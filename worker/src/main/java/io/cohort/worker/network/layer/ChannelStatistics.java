package io.cohort.worker.network.layer;

import io.cohort.worker.network.layer.ChannelArithmetic.Normalization;
import java.nio.ByteBuffer;

/**
 * Mean and variance of each channel.
 *
 * @param mean shape [channels]
 * @param variance of the population, not of a sample; shape [channels]
 */
record ChannelStatistics(double[] mean, double[] variance) {
    private static final double LN_10 = StrictMath.log(10);

    /** Statistics of all rows of a batch. */
    static ChannelStatistics of(NativeRows rows, int channels, ChannelArithmetic arithmetic) {
        double[] shift = someMean(rows, channels, arithmetic);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (long row = 0; row < rows.rows(); row += rows.rowsOfPiece()) {
            arithmetic.addSums(rows.from(row), rows.rowsFrom(row), shift, mean, variance);
        }
        double n = rows.rows();
        for (int c = 0; c < channels; c++) {
            double off = mean[c] / n;
            // Rounding must not make a variance negative.
            variance[c] = Math.max(0, variance[c] / n - off * off);
            mean[c] = shift[c] + off;
        }
        return new ChannelStatistics(mean, variance);
    }

    /**
     * The mean of some rows from all over the batch. With a shift near the mean, the difference of two large numbers never
     * stands for a small variance.
     */
    private static double[] someMean(NativeRows rows, int channels, ChannelArithmetic arithmetic) {
        double[] sum = new double[channels];
        double[] unused = new double[channels];
        double[] zero = new double[channels];
        long step = Math.max(1, rows.rows() / ChannelArithmetic.BLOCK);
        int taken = 0;
        for (long row = 0; row < rows.rows(); row += step, taken++) {
            ByteBuffer one = rows.from(row);
            arithmetic.addSums(one, 1, zero, sum, unused);
        }
        for (int c = 0; c < channels; c++) {
            // The arithmetic subtracts the shift in single precision; it must be exactly what is added again here.
            sum[c] = (float) (sum[c] / taken);
        }
        return sum;
    }

    /** From the mean and log10 of the standard deviation. */
    static ChannelStatistics ofLogarithm(double[] mean, double[] logarithm) {
        double[] variance = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            variance[c] = StrictMath.pow(10, 2 * logarithm[c]);
        }
        return new ChannelStatistics(mean, variance);
    }

    /** √(variance + ε). */
    double[] deviation(double epsilon) {
        double[] deviation = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            deviation[c] = Math.sqrt(variance[c] + epsilon);
        }
        return deviation;
    }

    Normalization normalization(double[] gamma, double[] beta, double epsilon, boolean rectified) {
        double[] scale = deviation(epsilon);
        for (int c = 0; c < scale.length; c++) {
            scale[c] = gamma[c] / scale[c];
        }
        return new Normalization(mean, scale, beta, rectified);
    }

    /** What to subtract from this running mean, so that it moves by 1 − decay towards the batch's. */
    double[] stepOfMean(ChannelStatistics batch, double decay) {
        double[] step = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            step[c] = (mean[c] - batch.mean[c]) * (1 - decay);
        }
        return step;
    }

    /** What to subtract from this running variance. */
    double[] stepOfVariance(ChannelStatistics batch, double decay) {
        double[] step = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            step[c] = (variance[c] - batch.variance[c]) * (1 - decay);
        }
        return step;
    }

    /** What to subtract from log10 of this running deviation, so that the variance moves as in {@link #stepOfVariance}. */
    double[] stepOfLogarithm(ChannelStatistics batch, double decay) {
        double[] step = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            double next = decay * variance[c] + (1 - decay) * batch.variance[c];
            step[c] = StrictMath.log(variance[c] / next) / (2 * LN_10);
        }
        return step;
    }
}
