package io.cohort.worker.network;

/** Reads rows of numbers. */
final class Rows {
    private Rows() {}

    /**
     * Column of a row's largest number, the first of several.
     *
     * @param values shape [rows, columns]
     * @return -1 if none is above negative infinity
     */
    static int largest(float[] values, int row, int columns) {
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < columns; i++) {
            float value = values[row * columns + i];
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return best;
    }
}
