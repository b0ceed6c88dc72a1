package io.cohort.worker.embedding;

import io.cohort.worker.data.TextStatistics;
import java.io.Serializable;
import java.util.List;

/**
 * What came of encoding a piece of input.
 *
 * @param ranges the ranges in reading order; empty if no word is in the dictionary; copied
 * @param statistics what was read of the input, words outside the dictionary included
 */
public record EncodedPiece(List<CorpusRange> ranges, TextStatistics statistics) implements Serializable {
    public EncodedPiece {
        ranges = List.copyOf(ranges);
    }

    /** Words of all ranges. */
    public long words() {
        return ranges.stream().mapToLong(CorpusRange::words).sum();
    }
}
