package io.cohort.worker.network.layer;

import java.nio.ByteBuffer;

/** Plain loops in single precision, with the same bits as {@link VectorChannelArithmetic}, which leaves it a rest of channels. */
class ScalarChannelArithmetic extends BlockSums {
    ScalarChannelArithmetic(int channels) {
        super(channels);
    }

    @Override
    void sumBlock(ByteBuffer x, int row, int rows) {
        sumBlock(0, x, row, rows);
    }

    final void sumBlock(int from, ByteBuffer x, int row, int rows) {
        int width = 4 * channels;
        for (int c = from; c < channels; c++) {
            int at = row * width + 4 * c;
            int r = 0;
            for (; r + 4 <= rows; r += 4, at += 4 * width) {
                float a = x.getFloat(at) - mean[c];
                float b = x.getFloat(at + width) - mean[c];
                float d = x.getFloat(at + 2 * width) - mean[c];
                float e = x.getFloat(at + 3 * width) - mean[c];
                first[c] += (a + b) + (d + e);
                second[c] += Math.fma(e, e, Math.fma(d, d, Math.fma(b, b, a * a)));
            }
            for (; r < rows; r++, at += width) {
                float a = x.getFloat(at) - mean[c];
                first[c] += a;
                second[c] += a * a;
            }
        }
    }

    @Override
    void sumErrorsOfBlock(ByteBuffer x, ByteBuffer errors, int row, int rows, float floor) {
        sumErrorsOfBlock(0, x, errors, row, rows, floor);
    }

    final void sumErrorsOfBlock(int from, ByteBuffer x, ByteBuffer errors, int row, int rows, float floor) {
        int width = 4 * channels;
        for (int c = from; c < channels; c++) {
            int at = row * width + 4 * c;
            int r = 0;
            for (; r + 4 <= rows; r += 4, at += 4 * width) {
                float a = x.getFloat(at) - mean[c];
                float b = x.getFloat(at + width) - mean[c];
                float d = x.getFloat(at + 2 * width) - mean[c];
                float e = x.getFloat(at + 3 * width) - mean[c];
                float f = let(errors.getFloat(at), a, c, floor);
                float g = let(errors.getFloat(at + width), b, c, floor);
                float h = let(errors.getFloat(at + 2 * width), d, c, floor);
                float i = let(errors.getFloat(at + 3 * width), e, c, floor);
                first[c] += (f + g) + (h + i);
                second[c] += Math.fma(i, e, Math.fma(h, d, Math.fma(g, b, f * a)));
            }
            for (; r < rows; r++, at += width) {
                float a = x.getFloat(at) - mean[c];
                float f = let(errors.getFloat(at), a, c, floor);
                first[c] += f;
                second[c] += f * a;
            }
        }
    }

    /** The error where the output is above the floor, else 0. */
    private float let(float error, float centred, int c, float floor) {
        return Math.fma(centred, scale[c], offset[c]) <= floor ? 0 : error;
    }

    @Override
    public void normalize(ByteBuffer x, int rows, Normalization normalization, ByteBuffer y) {
        take(normalization);
        normalize(0, x, rows, (float) normalization.floor(), y);
    }

    final void normalize(int from, ByteBuffer x, int rows, float floor, ByteBuffer y) {
        for (int r = 0; r < rows; r++) {
            int at = 4 * (r * channels + from);
            for (int c = from; c < channels; c++, at += 4) {
                float value = Math.fma(x.getFloat(at) - mean[c], scale[c], offset[c]);
                y.putFloat(at, value < floor ? floor : value);
            }
        }
    }

    @Override
    public void propagate(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, Line line, ByteBuffer below) {
        take(normalization);
        take(line);
        propagate(0, x, errors, rows, (float) normalization.floor(), below);
    }

    final void propagate(int from, ByteBuffer x, ByteBuffer errors, int rows, float floor, ByteBuffer below) {
        for (int r = 0; r < rows; r++) {
            int at = 4 * (r * channels + from);
            for (int c = from; c < channels; c++, at += 4) {
                float centred = x.getFloat(at) - mean[c];
                float error = let(errors.getFloat(at), centred, c, floor);
                below.putFloat(at, Math.fma(error, factor[c], Math.fma(centred, slope[c], constant[c])));
            }
        }
    }
}
