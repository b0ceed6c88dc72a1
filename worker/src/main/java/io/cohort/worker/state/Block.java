package io.cohort.worker.state;

/**
 * Rows of one table whose ids are equal modulo the number of blocks: row {@code r} holds id {@code r * blocks + index}.
 *
 * @param table which table of the state, counted from 0 (word vectors: 0 input rows, 1 output rows)
 * @param index which block of the table, in [0, blocks)
 * @param blocks how many blocks the table has
 * @param rows how many rows this block has
 * @param width floats of a row that carry meaning
 * @param stride floats from one row to the next, at least width
 * @param values shape [rows, stride], row-major; kept, not copied
 */
public record Block(int table, int index, int blocks, int rows, int width, int stride, float[] values) {
    public Block {
        if (width < 1 || stride < width || rows < 0 || index < 0 || index >= blocks || table < 0) {
            throw new IllegalArgumentException("no such block: table " + table + ", index " + index + " of " + blocks
                    + ", rows " + rows + ", width " + width + ", stride " + stride);
        }
        if (values.length != Math.multiplyExact(rows, stride)) {
            throw new IllegalArgumentException("a block of " + rows + " rows with stride " + stride + " needs "
                    + (long) rows * stride + " floats, but got " + values.length);
        }
    }

    /** The same block over a copy of its values, to be trained in place. */
    public Block copy() {
        return new Block(table, index, blocks, rows, width, stride, values.clone());
    }

    /**
     * How many rows a block has.
     *
     * @param ids ids of the whole table, numbered from 0
     * @param index which block
     * @param blocks how many blocks
     * @return how many ids in [0, ids) equal index modulo blocks
     */
    public static int rowsOf(long ids, int index, int blocks) {
        return Math.toIntExact((ids - index + blocks - 1) / blocks);
    }
}
