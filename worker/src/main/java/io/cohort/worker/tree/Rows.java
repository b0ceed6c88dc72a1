package io.cohort.worker.tree;

/** Rows of row-major matrices: children side by side, and apart again. */
final class Rows {
    private Rows() {}

    /** The array itself if it has room, a larger one without its content if not. */
    static float[] room(float[] array, long size) {
        return array.length >= size ? array : new float[Math.toIntExact(size + size / 4)];
    }

    /**
     * Puts the children's vectors of a height side by side.
     *
     * @param h shape [nodes, width]; read
     * @param pairs shape [nodes − leaves, 2·width]; the height's rows are written
     */
    static void gather(NodeBatch batch, int height, float[] h, int width, float[] pairs) {
        int at = (batch.firstRow(height) - batch.leaves()) * 2 * width;
        for (int r = batch.firstRow(height); r < batch.firstRow(height + 1); r++) {
            System.arraycopy(h, batch.left(r) * width, pairs, at, width);
            System.arraycopy(h, batch.right(r) * width, pairs, at + width, width);
            at += 2 * width;
        }
    }

    /**
     * Adds derivatives by pairs of children to the children's.
     *
     * @param pairs shape [nodes − leaves, 2·width]; the height's rows are read
     * @param dh shape [nodes, width]; changed
     */
    static void scatter(NodeBatch batch, int height, float[] pairs, int width, float[] dh) {
        int at = (batch.firstRow(height) - batch.leaves()) * 2 * width;
        for (int r = batch.firstRow(height); r < batch.firstRow(height + 1); r++) {
            add(pairs, at, dh, batch.left(r) * width, width);
            add(pairs, at + width, dh, batch.right(r) * width, width);
            at += 2 * width;
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }

    /** Adds a bias to rows [from, to) of a matrix as wide as the bias. */
    static void addBias(float[] matrix, int from, int to, float[] parameters, ParameterGroup bias) {
        int width = bias.columns();
        for (int r = from; r < to; r++) {
            add(parameters, bias.offset(), matrix, r * width, width);
        }
    }

    /** Writes the sum of a matrix's rows to the bias's place in the gradient. */
    static void sum(float[] matrix, int rows, float[] gradient, ParameterGroup bias) {
        int width = bias.columns();
        java.util.Arrays.fill(gradient, bias.offset(), bias.end(), 0);
        for (int r = 0; r < rows; r++) {
            add(matrix, r * width, gradient, bias.offset(), width);
        }
    }
}
