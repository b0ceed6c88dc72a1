package io.cohort.worker.embedding;

import java.io.Serializable;

/**
 * Where a range of the encoded corpus lies.
 *
 * @param file fully qualified path of the corpus file
 * @param offset its first byte in the file, at least 0
 * @param length how many ints it has: words and an end for each sentence
 * @param words how many words it has, at least 1
 * @param sentences how many sentences it has, at least 1
 * @param crc32c CRC-32C of its bytes
 */
public record CorpusRange(String file, long offset, int length, long words, long sentences, int crc32c)
        implements Serializable {
    public CorpusRange {
        if (offset < 0 || length < 2 || words < 1 || sentences < 1 || words + sentences != length) {
            throw new IllegalArgumentException("no such range: " + length + " ints at " + offset + " of " + file
                    + " with " + words + " words and " + sentences + " sentences");
        }
    }
}
