package io.cohort.worker.embedding;

import io.cohort.worker.state.Block;
import java.util.Arrays;

/**
 * The rows of one table that a replica needs, copied from the state's blocks to be trained. A row's place here is its
 * slot; slots are ordered by block and within a block by id, so that a block's rows stand together. Memory is bounded by
 * the rows needed, never by the dictionary.
 */
final class RowTable {
    private final int table;
    private final int blocks;
    private final int width;
    private final int stride;
    private final RowIds slots = new RowIds();
    private final int[] ids;
    private final int[] starts;
    private final int[] touches;
    private final float[] values;

    /**
     * Makes room for rows that are all zero until their block is pulled.
     *
     * @param table 0 input rows, 1 output rows
     * @param needed ids of the rows; read, not kept
     * @throws IllegalArgumentException if the rows do not fit an array
     */
    RowTable(int table, RowIds needed, AveragingSettings settings) {
        this.table = table;
        this.blocks = settings.blocks();
        this.width = settings.dimension();
        this.stride = settings.stride();
        this.ids = byBlock(needed.toArray());
        if ((long) ids.length * stride > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a replica would need " + ids.length + " rows of " + stride
                    + " floats at once; make averaging more frequent, so that its share of a step gets smaller");
        }
        slots.addAll(ids, ids.length);
        this.starts = new int[blocks + 1];
        for (int id : ids) {
            starts[id % blocks + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.touches = new int[ids.length];
        this.values = new float[ids.length * stride];
    }

    private int[] byBlock(int[] unordered) {
        long[] keys = new long[unordered.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) (unordered[i] % blocks) << 32 | unordered[i];
        }
        Arrays.sort(keys);
        int[] ordered = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ordered[i] = (int) keys[i];
        }
        return ordered;
    }

    /** Whether no row of a block is needed, so that it need not be pulled. */
    boolean isEmpty(int block) {
        return starts[block] == starts[block + 1];
    }

    /**
     * Copies the rows that are needed of a block.
     *
     * @param block a block of this table; read, not kept
     * @throws IllegalArgumentException if it is another table's, cut otherwise, or has too few rows
     */
    void pull(Block block) {
        if (block.table() != table || block.blocks() != blocks || block.width() != width || block.stride() != stride) {
            throw new IllegalArgumentException("table " + table + " needs blocks of " + width + " floats in stride "
                    + stride + ", " + blocks + " a table, but got one of table " + block.table() + " with "
                    + block.width() + " in stride " + block.stride() + ", " + block.blocks() + " a table");
        }
        for (int slot = starts[block.index()]; slot < starts[block.index() + 1]; slot++) {
            int local = ids[slot] / blocks;
            if (local >= block.rows()) {
                throw new IllegalArgumentException("row " + ids[slot] + " of table " + table + " is needed, but block "
                        + block.index() + " has only " + block.rows() + " rows");
            }
            System.arraycopy(block.values(), local * stride, values, slot * stride, stride);
        }
    }

    /**
     * Replaces ids by their slots and counts a touch for each, up to {@link Integer#MAX_VALUE}.
     *
     * @param rows ids that were needed from the start; overwritten
     * @param count how many of them
     */
    void address(int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int slot = slots.placeOf(rows[i]);
            touches[slot] = Math.max(touches[slot], touches[slot] + 1);
            rows[i] = slot;
        }
    }

    int table() {
        return table;
    }

    int blocks() {
        return blocks;
    }

    int width() {
        return width;
    }

    int stride() {
        return stride;
    }

    /** How many rows there are in all blocks. */
    int rows() {
        return ids.length;
    }

    /** The first slot of a block in [0, blocks]. */
    int start(int block) {
        return starts[block];
    }

    /** The row of a slot within its block. */
    int localRow(int slot) {
        return ids[slot] / blocks;
    }

    /** How often a slot was addressed. */
    int touches(int slot) {
        return touches[slot];
    }

    /** Shape [rows, stride], row-major; trained in place. */
    float[] values() {
        return values;
    }
}
