package io.cohort.worker.embedding;

/**
 * Where in a replica's file the changes of one block lie: what a receipt carries.
 *
 * @param table which table, 0 input rows, 1 output rows
 * @param block which block of the table
 * @param rows how many rows changed, at least 1
 * @param offset first byte of the section
 * @param length its length in bytes
 * @param checksum the CRC-32C that it ends with
 */
public record ChangedSection(int table, int block, int rows, long offset, long length, int checksum)
        implements java.io.Serializable {}
