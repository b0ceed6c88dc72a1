package io.cohort.worker.replica;

/**
 * Running statistics of several replicas as one: the mean and the variance of all their examples taken together,
 * {@code mean = Σ w mean_i}, {@code var = Σ w (var_i + mean_i²) − mean²}, w a replica's share of the examples (the law of
 * total variance). Sums are kept in double, in the order in which replicas are added; one replica is taken as it is.
 */
public final class StatisticsAveraging {
    private final int size;
    private final boolean[] logarithmic;
    private final double[] means;
    private final double[] squares;
    private float[] only;
    private long weight;
    private int replicas;

    /** @param tables where the statistics lie */
    public StatisticsAveraging(StateTables tables) {
        this.size = tables.means();
        this.logarithmic = new boolean[size];
        int at = 0;
        for (StateLayout.RunningStatistics layer : tables.layout().statistics()) {
            java.util.Arrays.fill(logarithmic, at, at + layer.size(), layer.logarithmic());
            at += layer.size();
        }
        this.means = new double[size];
        this.squares = new double[size];
    }

    /**
     * Adds a replica.
     *
     * @param examples that it trained on, at least 1
     * @param values of table {@link StateTables#STATISTICS}, with its filling; kept, not copied
     */
    public void add(int examples, float[] values) {
        only = values;
        weight += examples;
        replicas++;
        for (int i = 0; i < size; i++) {
            double mean = values[i];
            double variance = variance(values[size + i], logarithmic[i]);
            means[i] += examples * mean;
            squares[i] += examples * (variance + mean * mean);
        }
    }

    private static double variance(double spread, boolean logarithmic) {
        return logarithmic ? StrictMath.pow(10, 2 * spread) : spread;
    }

    /** The statistics of all, as long as what was added. */
    public float[] combined() {
        if (replicas == 1) {
            return only.clone();
        }
        float[] combined = new float[only.length];
        for (int i = 0; i < size; i++) {
            double mean = means[i] / weight;
            // Rounding may leave a variance of 0 a little below it.
            double variance = Math.max(0, squares[i] / weight - mean * mean);
            combined[i] = (float) mean;
            combined[size + i] =
                    (float) (logarithmic[i] ? 0.5 * StrictMath.log10(Math.max(variance, Float.MIN_NORMAL)) : variance);
        }
        return combined;
    }
}
