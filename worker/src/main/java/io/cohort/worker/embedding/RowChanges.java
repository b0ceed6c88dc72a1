package io.cohort.worker.embedding;

/**
 * What one replica made of the rows of one block: the rows as they were after its training, and how often it touched each.
 * The change is that less the row in the block of the state that the replica started from; the rows themselves are kept
 * because that difference, taken in double by {@link RowCombiner}, is exact.
 *
 * @param replica which replica, counted from 0
 * @param table which table, 0 input rows, 1 output rows
 * @param block which block of the table
 * @param blocks how many blocks the table has
 * @param width floats of a row
 * @param rows places of the changed rows within the block, rising; kept, not copied
 * @param touches how many times the replica trained each of them, at least 1; kept, not copied
 * @param values shape [rows, width], row-major; kept, not copied
 */
public record RowChanges(
        int replica, int table, int block, int blocks, int width, int[] rows, int[] touches, float[] values) {}
