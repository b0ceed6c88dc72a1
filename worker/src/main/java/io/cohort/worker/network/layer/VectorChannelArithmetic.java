package io.cohort.worker.network.layer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Single precision with vectors of eight channels. Each lane is a channel, so that the width of a vector changes no bit;
 * channels that are left over go one by one.
 */
final class VectorChannelArithmetic extends ScalarChannelArithmetic {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private final int whole;
    private final int width;

    VectorChannelArithmetic(int channels) {
        super(channels);
        whole = channels & -8;
        width = 4 * channels;
    }

    @Override
    void sumBlock(ByteBuffer x, int row, int rows) {
        int end = (row + rows) * width;
        int at = row * width;
        for (; at + 4 * width <= end; at += 4 * width) {
            for (int c = 0; c < whole; c += 8) {
                sumFour(x, at + 4 * c, c);
            }
        }
        for (; at < end; at += width) {
            for (int c = 0; c < whole; c += 8) {
                FloatVector a = load(x, at + 4 * c).sub(load(mean, c));
                load(first, c).add(a).intoArray(first, c);
                load(second, c).add(a.mul(a)).intoArray(second, c);
            }
        }
        sumBlock(whole, x, row, rows);
    }

    private void sumFour(ByteBuffer x, int at, int c) {
        FloatVector shift = load(mean, c);
        FloatVector a = load(x, at).sub(shift);
        FloatVector b = load(x, at + width).sub(shift);
        FloatVector d = load(x, at + 2 * width).sub(shift);
        FloatVector e = load(x, at + 3 * width).sub(shift);
        load(first, c).add(a.add(b).add(d.add(e))).intoArray(first, c);
        load(second, c).add(e.fma(e, d.fma(d, b.fma(b, a.mul(a))))).intoArray(second, c);
    }

    @Override
    void sumErrorsOfBlock(ByteBuffer x, ByteBuffer errors, int row, int rows, float floor) {
        FloatVector bound = FloatVector.broadcast(EIGHT, floor);
        int end = (row + rows) * width;
        int at = row * width;
        for (; at + 4 * width <= end; at += 4 * width) {
            for (int c = 0; c < whole; c += 8) {
                sumFourErrors(x, errors, at + 4 * c, c, bound);
            }
        }
        for (; at < end; at += width) {
            for (int c = 0; c < whole; c += 8) {
                FloatVector a = load(x, at + 4 * c).sub(load(mean, c));
                FloatVector f = let(load(errors, at + 4 * c), a, load(scale, c), load(offset, c), bound);
                load(first, c).add(f).intoArray(first, c);
                load(second, c).add(f.mul(a)).intoArray(second, c);
            }
        }
        sumErrorsOfBlock(whole, x, errors, row, rows, floor);
    }

    private void sumFourErrors(ByteBuffer x, ByteBuffer errors, int at, int c, FloatVector bound) {
        FloatVector shift = load(mean, c);
        FloatVector factor = load(scale, c);
        FloatVector added = load(offset, c);
        FloatVector a = load(x, at).sub(shift);
        FloatVector b = load(x, at + width).sub(shift);
        FloatVector d = load(x, at + 2 * width).sub(shift);
        FloatVector e = load(x, at + 3 * width).sub(shift);
        FloatVector f = let(load(errors, at), a, factor, added, bound);
        FloatVector g = let(load(errors, at + width), b, factor, added, bound);
        FloatVector h = let(load(errors, at + 2 * width), d, factor, added, bound);
        FloatVector i = let(load(errors, at + 3 * width), e, factor, added, bound);
        load(first, c).add(f.add(g).add(h.add(i))).intoArray(first, c);
        load(second, c).add(i.fma(e, h.fma(d, g.fma(b, f.mul(a))))).intoArray(second, c);
    }

    @Override
    public void normalize(ByteBuffer x, int rows, Normalization normalization, ByteBuffer y) {
        take(normalization);
        float floor = (float) normalization.floor();
        FloatVector bound = FloatVector.broadcast(EIGHT, floor);
        for (int r = 0; r < rows; r++) {
            for (int c = 0, at = r * width; c < whole; c += 8, at += 32) {
                FloatVector value = load(x, at).sub(load(mean, c)).fma(load(scale, c), load(offset, c));
                value.blend(bound, value.compare(VectorOperators.LT, bound)).intoByteBuffer(y, at, NATIVE);
            }
        }
        if (whole < channels) {
            normalize(whole, x, rows, floor, y);
        }
    }

    @Override
    public void propagate(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, Line line, ByteBuffer below) {
        take(normalization);
        take(line);
        float floor = (float) normalization.floor();
        FloatVector bound = FloatVector.broadcast(EIGHT, floor);
        for (int r = 0; r < rows; r++) {
            for (int c = 0, at = r * width; c < whole; c += 8, at += 32) {
                FloatVector centred = load(x, at).sub(load(mean, c));
                FloatVector error = let(load(errors, at), centred, load(scale, c), load(offset, c), bound);
                error.fma(load(factor, c), centred.fma(load(slope, c), load(constant, c)))
                        .intoByteBuffer(below, at, NATIVE);
            }
        }
        if (whole < channels) {
            propagate(whole, x, errors, rows, floor, below);
        }
    }

    /** The errors where the output is above the bound, else 0. */
    private static FloatVector let(
            FloatVector errors, FloatVector centred, FloatVector scale, FloatVector offset, FloatVector bound) {
        return errors.blend(0, centred.fma(scale, offset).compare(VectorOperators.LE, bound));
    }

    private static FloatVector load(ByteBuffer from, int at) {
        return FloatVector.fromByteBuffer(EIGHT, from, at, NATIVE);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(EIGHT, from, at);
    }
}
