package io.cohort.worker.embedding;

import java.util.Arrays;

/** A growing set of row ids with the place at which each was added: open addressing with linear probing. */
final class RowIds {
    private static final int EMPTY = -1;
    private static final int SCATTER = 0x9E3779B9;

    private int[] ids = new int[16];
    private int[] places = new int[32];
    private int shift = Integer.SIZE - 5;
    private int size;

    RowIds() {
        Arrays.fill(places, EMPTY);
    }

    /** How many ids there are. */
    int size() {
        return size;
    }

    /** Adds the first {@code count} ids of an array; those that are there already stay where they are. */
    void addAll(int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            add(rows[i]);
        }
    }

    /**
     * Adds an id unless it is there.
     *
     * @param id at least 0
     */
    void add(int id) {
        int entry = entryOf(id);
        if (places[entry] == EMPTY) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                rehash();
                entry = entryOf(id);
            }
            ids[size] = id;
            places[entry] = size++;
        }
    }

    /**
     * The place of an id.
     *
     * @return a number in [0, size), or −1 if the id was not added
     */
    int placeOf(int id) {
        return places[entryOf(id)];
    }

    /** The ids in the order of their places; a copy. */
    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }

    private int entryOf(int id) {
        int entry = id * SCATTER >>> shift;
        while (places[entry] != EMPTY && ids[places[entry]] != id) {
            entry = entry + 1 & places.length - 1;
        }
        return entry;
    }

    /** Twice as many entries as there is room for ids: never more than half full. */
    private void rehash() {
        places = new int[Math.multiplyExact(2, ids.length)];
        Arrays.fill(places, EMPTY);
        shift--;
        for (int place = 0; place < size; place++) {
            places[entryOf(ids[place])] = place;
        }
    }
}
