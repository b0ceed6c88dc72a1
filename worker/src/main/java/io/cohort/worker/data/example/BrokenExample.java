package io.cohort.worker.data.example;

import java.io.Serializable;

/**
 * An example that cannot be read.
 *
 * @param example its number in the catalog
 * @param source path of the file
 * @param offset byte, line, image or record in it, as {@code unit} says
 * @param unit what the offset counts
 * @param reason what is wrong and what to do
 */
public record BrokenExample(int example, String source, long offset, String unit, String reason)
        implements Serializable {}
