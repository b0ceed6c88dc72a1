package io.cohort.worker.data;

import java.io.Serializable;

/**
 * A part of the input that is not text: a file that cannot be read, or a line that is not UTF-8.
 *
 * @param file path of the file
 * @param offset first byte or row of the line in the file's text, after decompression; 0 of a file
 * @param unit what it is and what the offset counts
 * @param reason what is wrong and what to do
 */
public record BrokenText(String file, long offset, Unit unit, String reason) implements Serializable {
    /** What is broken. */
    public enum Unit {
        /** A whole file. */
        FILE,
        /** A line that begins at a byte of a file. */
        BYTE,
        /** A row of a Parquet file. */
        ROW
    }
}
