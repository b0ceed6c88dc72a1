package io.cohort.worker.data;

import java.io.Serializable;
import java.util.List;

/**
 * What one task reads: parts of files.
 *
 * @param index number of the piece, counted from 0
 * @param segments the parts in reading order, at least one; copied
 */
public record InputPiece(int index, List<Segment> segments) implements Serializable {
    public InputPiece {
        segments = List.copyOf(segments);
        if (index < 0 || segments.isEmpty()) {
            throw new IllegalArgumentException("piece " + index + " has " + segments.size() + " segments");
        }
    }

    /** Bytes of its files that the piece stands for, before decompression. */
    public long bytes() {
        return segments.stream().mapToLong(Segment::length).sum();
    }

    /**
     * A part of a file: of plain text the lines, of Parquet the row groups, that start in [start, start + length).
     *
     * @param file fully qualified path
     * @param start first byte, at least 0
     * @param length bytes, at least 0; compressed text has start 0 and the file's length
     */
    public record Segment(String file, long start, long length) implements Serializable {
        public Segment {
            if (start < 0 || length < 0) {
                throw new IllegalArgumentException(
                        "a segment of " + file + " cannot start at " + start + " with length " + length);
            }
        }

        /** Behind the last byte. */
        long end() {
            return start + length;
        }
    }
}
