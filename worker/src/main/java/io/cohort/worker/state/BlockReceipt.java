package io.cohort.worker.state;

import java.io.Serializable;

/**
 * What a task returns for a block that it wrote.
 *
 * @param table which table of the state
 * @param index which block of the table
 * @param file name of the file, relative to the run's directory
 * @param bytes length of the file
 * @param checksum CRC-32C that the file ends with
 */
public record BlockReceipt(int table, int index, String file, long bytes, int checksum) implements Serializable {}
