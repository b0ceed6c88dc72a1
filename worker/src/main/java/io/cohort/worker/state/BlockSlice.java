package io.cohort.worker.state;

import java.io.Serializable;

/**
 * Where in a file of several blocks one of them lies: what a receipt carries.
 *
 * @param table which table of the state
 * @param index which block of the table
 * @param offset first byte of the block's header
 * @param length bytes from there to the end of its checksum
 * @param checksum CRC-32C that it ends with
 */
public record BlockSlice(int table, int index, long offset, long length, int checksum) implements Serializable {}
