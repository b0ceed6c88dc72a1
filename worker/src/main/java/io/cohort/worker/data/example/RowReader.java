package io.cohort.worker.data.example;

import java.util.Arrays;

/** Series and tables as minibatches. Series are as long as the longest of the minibatch; a mask says where others end. */
final class RowReader implements ExampleReader {
    private final RowTable table;
    private final int[] labels;
    private final ExampleShape shape;
    private final float[] means;
    private final float[] deviations;

    /** @param labels class of each row in the files */
    RowReader(RowTable table, int[] labels, ExampleCatalog catalog) {
        this.table = table;
        this.labels = labels;
        this.shape = catalog.shape();
        int channels = shape.channels();
        Scaling scaling = catalog.scaling();
        this.means = scaling == null ? new float[channels] : scaling.means();
        this.deviations = scaling == null ? filled(channels) : scaling.deviations();
    }

    private static float[] filled(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public Minibatch read(int[] inFiles, long[] seeds, double smoothing) {
        Row[] rows = new Row[inFiles.length];
        int[] classes = new int[inFiles.length];
        int longest = 1;
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table.whole(inFiles[i]);
            classes[i] = labels[inFiles[i]];
            longest = Math.max(longest, rows[i].time());
            shortest = Math.min(shortest, rows[i].time());
        }
        Tensor features = features(rows, longest);
        Tensor mask = shortest < longest ? mask(rows, longest) : null;
        return new Minibatch(features, Labels.rows(classes, shape.classes(), smoothing), mask, null);
    }

    private Tensor features(Row[] rows, int longest) {
        int channels = shape.channels();
        float[] values = new float[rows.length * channels * longest];
        for (int i = 0; i < rows.length; i++) {
            int time = rows[i].time();
            for (int c = 0; c < channels; c++) {
                int to = (i * channels + c) * longest;
                for (int t = 0; t < time; t++) {
                    values[to + t] = (rows[i].values()[c * time + t] - means[c]) / deviations[c];
                }
            }
        }
        return shape.kind() == ExampleShape.Kind.TABLE
                ? new Tensor(values, rows.length, channels)
                : new Tensor(values, rows.length, channels, longest);
    }

    private static Tensor mask(Row[] rows, int longest) {
        float[] values = new float[rows.length * longest];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(values, i * longest, i * longest + rows[i].time(), 1);
        }
        return new Tensor(values, rows.length, longest);
    }

    @Override
    public Place place(int inFiles) {
        return table.place(inFiles);
    }

    @Override
    public void close() {
        // Memory only.
    }
}
