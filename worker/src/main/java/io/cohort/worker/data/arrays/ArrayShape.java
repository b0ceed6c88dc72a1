package io.cohort.worker.data.arrays;

import java.io.Serializable;
import java.util.Arrays;

/**
 * One array of a chunk.
 *
 * @param kind what it is for
 * @param index which of its kind; networks with one input and one output have 0 alone
 * @param row lengths of the axes of one example
 */
record ArrayShape(ArrayKind kind, int index, long[] row) implements Serializable {
    /** Numbers of one example. */
    int numbers() {
        long numbers = 1;
        for (long length : row) {
            numbers = Math.multiplyExact(numbers, length);
        }
        return Math.toIntExact(numbers);
    }

    /** The shape of several examples. */
    long[] of(int examples) {
        long[] shape = new long[row.length + 1];
        shape[0] = examples;
        System.arraycopy(row, 0, shape, 1, row.length);
        return shape;
    }

    boolean equalsExactly(ArrayShape other) {
        return kind == other.kind && index == other.index && Arrays.equals(row, other.row);
    }

    /** Whether both may stand in one minibatch: the same but for the length of sequences. */
    boolean goesWith(ArrayShape other) {
        if (kind != other.kind || index != other.index || row.length != other.row.length) {
            return false;
        }
        return ArrayKind.hasTime(of(1)) ? row[0] == other.row[0] : Arrays.equals(row, other.row);
    }

    @Override
    public String toString() {
        return kind.words() + " " + Arrays.toString(row);
    }
}
