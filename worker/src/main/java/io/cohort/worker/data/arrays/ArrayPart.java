package io.cohort.worker.data.arrays;

import java.io.Serializable;

/**
 * A file of chunks.
 *
 * @param file a URI that every executor reads
 * @param offsets where each chunk begins, in bytes
 * @param rows examples of each chunk
 * @param shape of the first chunk; null if there is none
 * @param sha256 of all chunks
 */
public record ArrayPart(String file, long[] offsets, int[] rows, ChunkShape shape, String sha256)
        implements Serializable {}
