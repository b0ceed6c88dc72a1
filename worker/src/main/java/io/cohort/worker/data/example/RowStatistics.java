package io.cohort.worker.data.example;

import java.util.ArrayList;
import java.util.List;

/** Means and deviations of columns and channels, over all steps of the examples that count. */
final class RowStatistics {
    private RowStatistics() {}

    /** Sums in double, in two passes; a column that never changes gets deviation 1. */
    static Scaling of(RowTable table, ExampleNumbers chosen) {
        int channels = table.channels();
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        long steps = 0;
        for (int i = 0; i < chosen.size(); i++) {
            Row row = table.row(chosen.inFiles(i));
            steps += row.time();
            add(row, channels, new double[channels], sums, false);
        }
        double count = Math.max(1, steps);
        double[] means = new double[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = sums[c] / count;
        }
        for (int i = 0; i < chosen.size(); i++) {
            add(table.row(chosen.inFiles(i)), channels, means, squares, true);
        }
        List<Float> mean = new ArrayList<>();
        List<Float> deviation = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            float spread = (float) Math.sqrt(squares[c] / count);
            mean.add((float) means[c]);
            deviation.add(spread > 0 ? spread : 1f);
        }
        return new Scaling(mean, deviation);
    }

    private static void add(Row row, int channels, double[] means, double[] sums, boolean squared) {
        if (row.isBroken()) {
            return;
        }
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < row.time(); t++) {
                double distance = row.values()[c * row.time() + t] - means[c];
                sums[c] += squared ? distance * distance : distance;
            }
        }
    }
}
