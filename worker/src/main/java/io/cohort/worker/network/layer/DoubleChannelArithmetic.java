package io.cohort.worker.network.layer;

import java.nio.ByteBuffer;

/** Plain loops in double precision, for gradient checks. */
final class DoubleChannelArithmetic implements ChannelArithmetic {
    private final int channels;

    DoubleChannelArithmetic(int channels) {
        this.channels = channels;
    }

    @Override
    public void addSums(ByteBuffer x, int rows, double[] shift, double[] sums, double[] squares) {
        for (int r = 0, at = 0; r < rows; r++) {
            for (int c = 0; c < channels; c++, at += Double.BYTES) {
                double centred = x.getDouble(at) - shift[c];
                sums[c] += centred;
                squares[c] += centred * centred;
            }
        }
    }

    @Override
    public void normalize(ByteBuffer x, int rows, Normalization normalization, ByteBuffer y) {
        for (int r = 0, at = 0; r < rows; r++) {
            for (int c = 0; c < channels; c++, at += Double.BYTES) {
                double value =
                        output(normalization, x.getDouble(at) - normalization.mean()[c], c);
                y.putDouble(at, value < normalization.floor() ? normalization.floor() : value);
            }
        }
    }

    @Override
    public void addErrorSums(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, double[] sums, double[] products) {
        for (int r = 0, at = 0; r < rows; r++) {
            for (int c = 0; c < channels; c++, at += Double.BYTES) {
                double centred = x.getDouble(at) - normalization.mean()[c];
                double error = let(errors.getDouble(at), normalization, centred, c);
                sums[c] += error;
                products[c] += error * centred;
            }
        }
    }

    @Override
    public void propagate(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, Line line, ByteBuffer below) {
        for (int r = 0, at = 0; r < rows; r++) {
            for (int c = 0; c < channels; c++, at += Double.BYTES) {
                double centred = x.getDouble(at) - normalization.mean()[c];
                double error = let(errors.getDouble(at), normalization, centred, c);
                below.putDouble(at, error * line.factor()[c] + centred * line.slope()[c] + line.constant()[c]);
            }
        }
    }

    private static double let(double error, Normalization normalization, double centred, int c) {
        return output(normalization, centred, c) <= normalization.floor() ? 0 : error;
    }

    private static double output(Normalization normalization, double centred, int c) {
        return centred * normalization.scale()[c] + normalization.offset()[c];
    }
}
