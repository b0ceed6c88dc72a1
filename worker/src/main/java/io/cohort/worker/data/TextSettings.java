package io.cohort.worker.data;

import java.io.Serializable;

/**
 * Which text is read and how it falls into sentences and words. A line (of Parquet, a row) is a sentence.
 *
 * @param path {@code input.path}: file, directory or glob on any Hadoop file system; several separated by commas
 * @param pieceBytes {@code input.piece-bytes}: bytes of a piece of input, at least 1; a compressed file is never cut
 * @param column {@code input.column}: the text column of Parquet files; a dot leads into a group
 * @param split {@code text.split}: what separates words
 * @param lowerCase {@code text.lower-case}: whether each code point is mapped to its simple lower case, the same in every
 *     locale
 * @param maxSentenceWords {@code text.max-sentence-words}: longer sentences are cut after this many words, at least 1
 * @param maxMalformedShare {@code text.max-malformed-share}: replaced sequences of invalid UTF-8 for each word beyond
 *     which the input is refused, in [0, 1]
 * @param leavesOutMalformed whether a sentence that is not UTF-8 is left out whole instead of repaired
 */
public record TextSettings(
        String path,
        long pieceBytes,
        String column,
        WordSplit split,
        boolean lowerCase,
        int maxSentenceWords,
        double maxMalformedShare,
        boolean leavesOutMalformed)
        implements Serializable {
    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public TextSettings {
        require(path != null && !path.isBlank(), "input.path", "name a file, a directory or a glob", path);
        require(pieceBytes >= 1, "input.piece-bytes", "be at least 1", pieceBytes);
        require(column != null && !column.isBlank(), "input.column", "name the text column of Parquet files", column);
        require(split != null, "text.split", "be whitespace or letters", split);
        require(maxSentenceWords >= 1, "text.max-sentence-words", "be at least 1", maxSentenceWords);
        require(
                maxMalformedShare >= 0 && maxMalformedShare <= 1,
                "text.max-malformed-share",
                "lie in [0, 1]",
                maxMalformedShare);
    }

    private static void require(boolean holds, String key, String demand, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must " + demand + ", but is " + value);
        }
    }
}
