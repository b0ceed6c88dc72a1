package io.cohort.worker.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/**
 * Counts the words of a piece while its user takes the counts. Memory is bounded; so a word may come several times, with counts
 * of several parts: they are to be added.
 */
public final class CountedPiece implements Iterator<WordCount>, Closeable {
    private final WordCounts counts;
    private final TextReader reader;
    private boolean more = true;
    private int next;

    /**
     * Reads nothing yet.
     *
     * @param piece what to count
     * @param settings the settings that the piece was listed with
     * @param hadoop Hadoop's configuration
     * @param maxWords about how many different words are held at a time, at least 1; a buffer of text may bring more
     */
    public CountedPiece(InputPiece piece, TextSettings settings, Configuration hadoop, int maxWords) {
        this.counts = new WordCounts(maxWords);
        this.reader = new TextReader(piece, settings, hadoop, counts);
    }

    /**
     * Whether there are more counts; reads on if it must.
     *
     * @throws io.cohort.worker.BadInputException if a file is damaged; counts taken before must be dropped
     * @throws UncheckedIOException if the file system fails
     */
    @Override
    public boolean hasNext() {
        if (next == counts.size() && more) {
            counts.clear();
            next = 0;
            readOn();
        }
        return next < counts.size();
    }

    private void readOn() {
        try {
            while (more && !counts.isFull()) {
                more = reader.advance();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WordCount next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all words of the piece were taken");
        }
        return counts.get(next++);
    }

    /** What was read; of the whole piece once {@link #hasNext()} has said false. */
    public TextStatistics statistics() {
        return reader.statistics();
    }

    /** The first sentences that are not UTF-8; of the whole piece once {@link #hasNext()} has said false. */
    public List<BrokenText> malformedSentences() {
        return reader.malformedSentences();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
