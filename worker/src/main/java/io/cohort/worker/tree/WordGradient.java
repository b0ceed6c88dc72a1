package io.cohort.worker.tree;

import java.util.Arrays;

/** Derivatives by the vectors of those words that a minibatch holds, in the order in which they first come. */
final class WordGradient {
    private final int dimension;
    /** Place of a word among those held, + 1; 0 for none. */
    private final int[] place;

    private int[] held = new int[64];
    private int size;
    private float[] rows = {};

    WordGradient(int words, int dimension) {
        this.dimension = dimension;
        place = new int[words];
    }

    /**
     * Sums the derivatives of leaves with the same word.
     *
     * @param dx shape [leaves, dimension]
     */
    void gather(NodeBatch batch, float[] dx) {
        for (int i = 0; i < size; i++) {
            place[held[i]] = 0;
        }
        size = 0;
        rows = Rows.room(rows, (long) batch.leaves() * dimension);
        for (int r = 0; r < batch.leaves(); r++) {
            int at = place(batch.word(r)) * dimension;
            for (int i = 0; i < dimension; i++) {
                rows[at + i] += dx[r * dimension + i];
            }
        }
    }

    private int place(int word) {
        if (place[word] == 0) {
            if (size == held.length) {
                held = Arrays.copyOf(held, 2 * size);
            }
            Arrays.fill(rows, size * dimension, (size + 1) * dimension, 0);
            held[size++] = word;
            place[word] = size;
        }
        return place[word] - 1;
    }

    /** How many different words. */
    int size() {
        return size;
    }

    /** Number of a word in the vocabulary. */
    int word(int i) {
        return held[i];
    }

    /** Derivatives, shape [size, dimension]. */
    float[] rows() {
        return rows;
    }
}
