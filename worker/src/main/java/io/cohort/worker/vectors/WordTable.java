package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words numbered from 0 in the order they were added: all their UTF-8 bytes in one array, found by open addressing. */
public final class WordTable {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[1 << 10];
    /** Where word i starts; one more entry than there are words. */
    private int[] starts = new int[1 << 7];
    /** id + 1 of the word in this slot, 0 where there is none; a power of two long, at most half full. */
    private int[] slots = new int[1 << 8];

    private int size;

    WordTable() {}

    /**
     * A table of these words.
     *
     * @param words in the order of their ids
     * @throws BadInputException if a word occurs twice
     */
    public static WordTable of(Iterable<String> words) {
        WordTable table = new WordTable();
        for (String word : words) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            if (!table.add(utf8, 0, utf8.length)) {
                throw new BadInputException("the word '" + word + "' occurs twice; a word has one vector");
            }
        }
        return table;
    }

    /** How many words there are. */
    public int size() {
        return size;
    }

    /**
     * The word with this id; bytes that are no UTF-8 show as U+FFFD.
     *
     * @param id in [0, size)
     */
    public String word(int id) {
        return new String(bytes, starts[id], length(id), StandardCharsets.UTF_8);
    }

    /**
     * The id of a word.
     *
     * @param word compared byte by byte in UTF-8
     * @return its id, or -1 if the table does not have it
     */
    public int id(String word) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        return slots[slotOf(utf8, 0, utf8.length)] - 1;
    }

    /**
     * The id of a word as it stands, or else of its lower-case form.
     *
     * @param word any word
     * @return an id, or -1 if the table has neither
     */
    public int idIgnoringCase(String word) {
        int id = id(word);
        return id >= 0 ? id : id(word.toLowerCase(java.util.Locale.ROOT));
    }

    /** The word's own UTF-8 bytes; a copy. */
    byte[] utf8(int id) {
        return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
    }

    private int length(int id) {
        return starts[id + 1] - starts[id];
    }

    /** Adds a word unless the table has it; answers whether it was new. */
    boolean add(byte[] source, int from, int length) {
        int slot = slotOf(source, from, length);
        if (slots[slot] != 0) {
            return false;
        }
        int start = starts[size];
        if (length > LARGEST_ARRAY - start) {
            throw new BadInputException("the words before number " + (size + 1)
                    + " fill 2 GiB, more than one vocabulary can have; keep the most frequent words only");
        }
        bytes = grown(bytes, start + length);
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, capacity(starts.length, size + 2));
        }
        System.arraycopy(source, from, bytes, start, length);
        starts[++size] = start + length;
        slots[slot] = size;
        if (size > slots.length / 2) {
            rehash();
        }
        return true;
    }

    private static byte[] grown(byte[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed));
    }

    private static int capacity(int now, int needed) {
        return (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * now));
    }

    private void rehash() {
        if (slots.length == 1 << 30) {
            throw new BadInputException(
                    "a vocabulary has at most 2^29 words; keep the most frequent words only (" + size + ")");
        }
        slots = new int[2 * slots.length];
        for (int id = 0; id < size; id++) {
            slots[slotOf(bytes, starts[id], length(id))] = id + 1;
        }
    }

    /** The slot that holds this word, or the empty one where it belongs. */
    private int slotOf(byte[] source, int from, int length) {
        int mask = slots.length - 1;
        int slot = hash(source, from, length) & mask;
        while (slots[slot] != 0) {
            int start = starts[slots[slot] - 1];
            if (Arrays.equals(bytes, start, starts[slots[slot]], source, from, from + length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(byte[] source, int from, int length) {
        int hash = 0x811c9dc5;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ source[i]) * 0x01000193;
        }
        return hash ^ (hash >>> 15);
    }
}
