package io.cohort.worker.data;

import java.util.Arrays;

/** Counts words within bounded memory: when it is full, its counts are handed on as counts of a part, and it starts anew. */
public final class WordCounts implements WordSink {
    /** Words are seldom longer on average; text without spaces must not take a kilobyte a word. */
    private static final int BYTES_PER_WORD = 64;

    private final int maxWords;
    private final WordTable table;
    private long[] counts;

    /**
     * Without counts.
     *
     * @param maxWords different words, or 64 bytes of words for each, from which it is full; at least 1
     */
    public WordCounts(int maxWords) {
        if (maxWords < 1) {
            throw new IllegalArgumentException(
                    "at least 1 word must be counted at a time, but maxWords is " + maxWords);
        }
        this.maxWords = maxWords;
        this.table = new WordTable(Math.min(maxWords, 1 << 12));
        this.counts = new long[1 << 12];
    }

    @Override
    public void word(byte[] buffer, int from, int to) {
        int id = table.add(buffer, from, to);
        if (id == counts.length) {
            counts = Arrays.copyOf(counts, 2 * id);
        }
        counts[id]++;
    }

    @Override
    public void endOfSentence() {
        // Sentences do not matter to a count.
    }

    /** How many different words there are. */
    public int size() {
        return table.size();
    }

    /** Whether the counts should be taken before more words come; more may come nevertheless. */
    public boolean isFull() {
        return table.size() >= maxWords || table.bytes() >= (long) maxWords * BYTES_PER_WORD;
    }

    /**
     * One of the counts.
     *
     * @param index in [0, size()), in the order in which the words first came
     */
    public WordCount get(int index) {
        return new WordCount(table.word(index), counts[index]);
    }

    /** Forgets all counts. */
    public void clear() {
        Arrays.fill(counts, 0, table.size(), 0);
        table.clear();
    }
}
