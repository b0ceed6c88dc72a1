package io.cohort.worker.vectors;

import java.util.Arrays;

/**
 * A growing table of float rows in chunks of equally many rows. Memory is taken as rows come, never because a header
 * promises them.
 */
final class RowChunks {
    /** Floats of a chunk: 4 MiB, small enough that a table of three words costs little. */
    private static final int CHUNK = 1 << 20;

    private static final int LANES = 8;

    private final int dimension;
    private final int stride;
    private final int shift;
    private float[][] chunks = new float[4][];
    private int size;

    /** @param dimension floats of a row, at least 1 */
    RowChunks(int dimension) {
        this.dimension = dimension;
        this.stride = (dimension + LANES - 1) / LANES * LANES;
        this.shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / stride));
    }

    int size() {
        return size;
    }

    int dimension() {
        return dimension;
    }

    /** Floats from one row to the next: the dimension rounded up to eight. */
    int stride() {
        return stride;
    }

    /** The array that holds this row. */
    float[] chunk(int id) {
        return chunks[id >> shift];
    }

    /** Where in its array this row starts. */
    int offset(int id) {
        return (id & ((1 << shift) - 1)) * stride;
    }

    /** Appends a row; read, not kept. */
    void add(float[] row) {
        if (row.length != dimension) {
            throw new IllegalArgumentException(
                    "row " + size + " has " + row.length + " numbers, expected " + dimension);
        }
        grow(size + 1);
        System.arraycopy(row, 0, chunk(size - 1), offset(size - 1), dimension);
    }

    /** Appends rows of zeros until there are this many. */
    void grow(int rows) {
        int needed = ((rows - 1) >> shift) + 1;
        if (needed > chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(needed, 2 * chunks.length));
        }
        for (int i = needed - 1; i >= 0 && chunks[i] == null; i--) {
            chunks[i] = new float[stride << shift];
        }
        size = rows;
    }

    void set(int id, float[] source, int from) {
        System.arraycopy(source, from, chunk(id), offset(id), dimension);
    }

    void copy(int id, float[] target) {
        System.arraycopy(chunk(id), offset(id), target, 0, dimension);
    }

    /** Product of a row with a query of at least dimension floats, summed in double. */
    double dot(int id, double[] query) {
        float[] chunk = chunk(id);
        int offset = offset(id);
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += chunk[offset + i] * query[i];
        }
        return sum;
    }

    double dot(int first, int second) {
        float[] a = chunk(first);
        float[] b = chunk(second);
        int ofA = offset(first);
        int ofB = offset(second);
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += (double) a[ofA + i] * b[ofB + i];
        }
        return sum;
    }

    double norm(int id) {
        return Math.sqrt(dot(id, id));
    }
}
