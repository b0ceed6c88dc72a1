package io.cohort.worker.embedding;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.WordCount;
import io.cohort.worker.data.WordTable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The words of a vocabulary and their ids: 0 is the most frequent, equally frequent words stand in the order of their UTF-8
 * bytes. Immutable and safe for use by many threads.
 */
public final class Dictionary {
    private static final long MAGIC =
            ByteBuffer.wrap("COHORTDI".getBytes(StandardCharsets.US_ASCII)).getLong();

    /** By id: falling count, then by code points, whose order is that of UTF-8 bytes taken as unsigned. */
    private static final Comparator<WordCount> BY_ID =
            Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word, Dictionary::compare);

    private final WordTable words;
    private final long[] counts;
    private final long totalCount;

    private Dictionary(WordTable words, long[] counts) {
        this.words = words;
        this.counts = counts;
        this.totalCount = Arrays.stream(counts).sum();
    }

    /**
     * The dictionary of some words.
     *
     * @param words each word once, in any order
     * @return the dictionary
     * @throws IllegalArgumentException if a word comes twice, is empty or holds white space, or a count is below 1
     */
    public static Dictionary of(List<WordCount> words) {
        WordCount[] sorted = words.toArray(new WordCount[0]);
        Arrays.sort(sorted, BY_ID);
        Builder builder = new Builder(sorted.length);
        for (WordCount word : sorted) {
            builder.add(word.word().getBytes(StandardCharsets.UTF_8), word.count());
        }
        return builder.build();
    }

    /** Takes words in the order of their ids and checks that order. */
    static final class Builder {
        private final WordTable words;
        private long[] counts;
        private byte[] previous = {};

        Builder(int expected) {
            this.words = new WordTable(expected);
            this.counts = new long[Math.max(16, expected)];
        }

        /** @throws IllegalArgumentException if the word or its count may not stand here */
        void add(byte[] word, long count) {
            int id = words.size();
            if (word.length == 0 || !isOneWord(word)) {
                throw new IllegalArgumentException(
                        "\"" + text(word) + "\" is not a word: it is empty or has white space");
            }
            if (count < 1) {
                throw new IllegalArgumentException(
                        "\"" + text(word) + "\" has the count " + count + ", but not below 1");
            }
            if (words.add(word, 0, word.length) != id) {
                throw new IllegalArgumentException("\"" + text(word) + "\" comes twice");
            }
            if (id > 0
                    && (count > counts[id - 1]
                            || (count == counts[id - 1] && Arrays.compareUnsigned(previous, word) > 0))) {
                throw new IllegalArgumentException("\"" + text(word) + "\" with count " + count
                        + " stands behind \"" + text(previous) + "\" with count " + counts[id - 1]
                        + ", but words stand by falling count and then by their bytes");
            }
            if (id == counts.length) {
                counts = Arrays.copyOf(counts, 2 * id);
            }
            counts[id] = count;
            previous = word;
        }

        private static boolean isOneWord(byte[] word) {
            for (byte b : word) {
                if (b >= 0 && b <= ' ') {
                    return false;
                }
            }
            return true;
        }

        private static String text(byte[] word) {
            return new String(word, StandardCharsets.UTF_8);
        }

        Dictionary build() {
            return new Dictionary(words, Arrays.copyOf(counts, words.size()));
        }
    }

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // Surrogates stand for code points above all that one char holds.
                boolean xHigh = Character.isSurrogate(x);
                return xHigh == Character.isSurrogate(y) ? x - y : xHigh ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** How many words there are. */
    public int size() {
        return counts.length;
    }

    /** Occurrences of all words of the dictionary together. */
    public long totalCount() {
        return totalCount;
    }

    /**
     * The id of a word.
     *
     * @param word UTF-8 at [from, to), not empty
     * @param from first byte
     * @param to behind the last byte
     * @return in [0, size()), or -1 if the dictionary does not have it
     */
    public int idOf(byte[] word, int from, int to) {
        return words.find(word, from, to);
    }

    /**
     * The id of a word.
     *
     * @param word any text
     * @return in [0, size()), or -1 if the dictionary does not have it
     */
    public int idOf(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 ? -1 : idOf(bytes, 0, bytes.length);
    }

    /**
     * The word of an id.
     *
     * @param id in [0, size())
     */
    public String word(int id) {
        return words.word(id);
    }

    /**
     * How often a word occurs.
     *
     * @param id in [0, size())
     * @return at least 1; it never rises with the id
     */
    public long count(int id) {
        return counts[id];
    }

    /**
     * The dictionary as bytes, to be broadcast: "COHORTDI", int size, then for each word int length, its bytes, long
     * count, at last a CRC-32C of all before it; big-endian.
     */
    public byte[] toBytes() {
        int length = Math.toIntExact(8 + 4 + 12L * size() + words.bytes() + 4);
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.BIG_ENDIAN);
        out.putLong(MAGIC).putInt(size());
        for (int id = 0; id < size(); id++) {
            out.putInt(words.length(id));
            words.copy(id, out.array(), out.position());
            out.position(out.position() + words.length(id)).putLong(counts[id]);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(out.array(), 0, length - 4);
        return out.putInt((int) checksum.getValue()).array();
    }

    /**
     * The dictionary that {@link #toBytes()} wrote.
     *
     * @param bytes read, not kept
     * @return the dictionary
     * @throws BadInputException if the bytes are damaged
     */
    public static Dictionary fromBytes(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, Math.max(0, bytes.length - 4));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        try {
            if (in.getInt(Math.max(0, bytes.length - 4)) != (int) checksum.getValue() || in.getLong() != MAGIC) {
                throw new BadInputException("the dictionary of " + bytes.length
                        + " bytes is damaged: its checksum does not fit; make it anew");
            }
            int size = in.getInt();
            Builder builder = new Builder(size);
            for (int id = 0; id < size; id++) {
                byte[] word = new byte[in.getInt()];
                in.get(word);
                builder.add(word, in.getLong());
            }
            return builder.build();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new BadInputException("the dictionary of " + bytes.length + " bytes is cut short; make it anew", e);
        }
    }
}
