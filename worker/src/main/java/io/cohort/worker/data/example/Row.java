package io.cohort.worker.data.example;

/**
 * An example of a table or of time series as it stands in a file.
 *
 * @param values shape [channels, time]; of a table [columns]; null if it is broken
 * @param time steps; 1 in a table
 * @param label name of its class; null if it has none
 * @param line of the file on which it begins, counted from 1
 * @param problem what is wrong with it, or null
 */
record Row(float[] values, int time, String label, long line, String problem) {
    static Row of(float[] values, int time, String label, long line) {
        return new Row(values, time, label, line, null);
    }

    static Row broken(long line, String problem) {
        return new Row(null, 0, null, line, problem);
    }

    boolean isBroken() {
        return problem != null;
    }
}
