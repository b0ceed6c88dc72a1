package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import java.io.Serializable;

/**
 * What was read of a text. Those of all pieces, added up, are those of the whole input.
 *
 * @param bytes bytes of text after decompression, line ends included (of Parquet, bytes of the column's values)
 * @param lines lines, empty ones included (of Parquet, rows)
 * @param words words handed out, without those of sentences that are left out
 * @param malformed sequences that are not UTF-8, each replaced by U+FFFD as Java's own decoder does
 * @param sentences lines that are not empty, or parts of {@code text.max-sentence-words} words of longer ones
 * @param malformedSentences of them, those with such a sequence
 */
public record TextStatistics(
        long bytes, long lines, long words, long malformed, long sentences, long malformedSentences)
        implements Serializable {
    /** Of nothing. */
    public static final TextStatistics NONE = new TextStatistics(0, 0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @param other statistics of other input
     * @return the sums
     */
    public TextStatistics add(TextStatistics other) {
        return new TextStatistics(
                bytes + other.bytes,
                lines + other.lines,
                words + other.words,
                malformed + other.malformed,
                sentences + other.sentences,
                malformedSentences + other.malformedSentences);
    }

    /** Replaced sequences for each word; 0 of an empty text. */
    public double malformedShare() {
        return malformed == 0 ? 0 : malformed / (double) Math.max(1, words);
    }

    /**
     * Refuses a text with too much that is not UTF-8, where that is repaired; meant for the statistics of the whole input.
     *
     * @param settings the largest share allowed
     * @throws BadInputException if {@link #malformedShare()} is above {@code text.max-malformed-share}
     */
    public void check(TextSettings settings) {
        if (!settings.leavesOutMalformed() && malformedShare() > settings.maxMalformedShare()) {
            throw new BadInputException(String.format(
                    java.util.Locale.ROOT,
                    "%s is not UTF-8 text: %,d invalid sequences in %,d words, a share of %.4g, but text.max-malformed-share is %.4g; convert the input to UTF-8 or raise the key",
                    settings.path(),
                    malformed,
                    words,
                    malformedShare(),
                    settings.maxMalformedShare()));
        }
    }
}
