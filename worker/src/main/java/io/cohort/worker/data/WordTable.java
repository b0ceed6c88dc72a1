package io.cohort.worker.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers words in the order in which they first come: all words in one byte array, found by open addressing. It holds up to
 * about two billion bytes of words.
 */
public final class WordTable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** Bytes behind the last word, so that eight bytes can be loaded at any place within it. */
    private static final int SLACK = 8;

    private byte[] pool;
    private int[] starts;
    /** Upper half the hash, lower half the number of the word plus one; 0 is free. At most two thirds are taken. */
    private long[] slots;

    private int size;

    /**
     * A table without words.
     *
     * @param expected how many words to make room for, at least 0; it grows beyond
     */
    public WordTable(int expected) {
        slots = new long[Math.max(16, Integer.highestOneBit((int) (expected * 3L / 2)) * 2)];
        starts = new int[Math.max(16, expected + 1)];
        pool = new byte[starts.length * 8 + SLACK];
    }

    /** How many words there are. */
    public int size() {
        return size;
    }

    /** Bytes of all words together. */
    public int bytes() {
        return starts[size];
    }

    /**
     * The number of a word, a new one if it is new.
     *
     * @param word holds the word at [from, to), which is not empty
     * @param from first byte
     * @param to behind the last byte
     * @return in [0, size()), counted from 0 in the order of first occurrence
     */
    public int add(byte[] word, int from, int to) {
        int hash = hash(word, from, to);
        int slot = slotOf(word, from, to, hash);
        if (slots[slot] != 0) {
            return (int) slots[slot] - 1;
        }
        append(word, from, to);
        slots[slot] = ((long) hash << 32) | size;
        if (size * 3L > slots.length * 2L) {
            growSlots();
        }
        return size - 1;
    }

    /**
     * The number of a word.
     *
     * @param word holds the word at [from, to), which is not empty
     * @param from first byte
     * @param to behind the last byte
     * @return in [0, size()), or -1 if the table does not have it
     */
    public int find(byte[] word, int from, int to) {
        return (int) slots[slotOf(word, from, to, hash(word, from, to))] - 1;
    }

    private int slotOf(byte[] word, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0 || ((int) (entry >>> 32) == hash && equal((int) entry - 1, word, from, to))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean equal(int id, byte[] word, int from, int to) {
        int start = starts[id];
        if (starts[id + 1] - start != to - from) {
            return false;
        }
        int at = from;
        for (; to - at > 8; at += 8, start += 8) {
            if ((long) LONGS.get(pool, start) != (long) LONGS.get(word, at)) {
                return false;
            }
        }
        return load(pool, start, to - at) == load(word, at, to - at);
    }

    private static int hash(byte[] word, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; to - at > 8; at += 8) {
            hash = (hash ^ (long) LONGS.get(word, at)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ load(word, at, to - at)) * MULTIPLIER;
        hash = (hash ^ (hash >>> 32)) * MULTIPLIER;
        return (int) (hash >>> 32);
    }

    /** One to eight bytes as a number, the first byte lowest. */
    private static long load(byte[] bytes, int at, int count) {
        if (at + 8 <= bytes.length) {
            return (long) LONGS.get(bytes, at) & (-1L >>> (64 - 8 * count));
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private void append(byte[] word, int from, int to) {
        int start = starts[size];
        int end = Math.addExact(start, to - from);
        if (Math.addExact(end, SLACK) > pool.length) {
            pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end + SLACK, pool.length * 2L)));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        System.arraycopy(word, from, pool, start, to - from);
        starts[++size] = end;
    }

    private void growSlots() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = entry;
            }
        }
    }

    /**
     * A word as text.
     *
     * @param id in [0, size())
     */
    public String word(int id) {
        return new String(pool, start(id), length(id), StandardCharsets.UTF_8);
    }

    /**
     * Bytes of a word.
     *
     * @param id in [0, size())
     */
    public int length(int id) {
        return starts[id + 1] - start(id);
    }

    private int start(int id) {
        if (id < 0 || id >= size) {
            throw new IndexOutOfBoundsException("there is no word " + id + " among " + size);
        }
        return starts[id];
    }

    /**
     * Copies the bytes of a word.
     *
     * @param id in [0, size())
     * @param target written to from at on; has room for {@link #length(int)} bytes
     * @param at first place
     */
    public void copy(int id, byte[] target, int at) {
        System.arraycopy(pool, start(id), target, at, length(id));
    }

    /** Forgets all words, and keeps the room. */
    public void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }
}
