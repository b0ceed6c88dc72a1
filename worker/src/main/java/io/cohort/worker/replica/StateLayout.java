package io.cohort.worker.replica;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a replica's state holds.
 *
 * @param parameters floats of the flat parameter vector, running statistics included
 * @param updaterState floats of the updater's state (momentum, Adam's moments); 0 if it has none
 * @param statistics where running statistics lie among the parameters; they are not trained by gradients
 */
public record StateLayout(int parameters, int updaterState, List<RunningStatistics> statistics)
        implements Serializable {
    /** Keeps its own copy. */
    public StateLayout {
        statistics = List.copyOf(Objects.requireNonNull(statistics, "the places of the statistics are missing"));
    }

    /**
     * Running mean and spread of one batch-norm layer.
     *
     * @param mean offset of the means among the parameters
     * @param spread offset of the variances, or of what stands for them
     * @param size how many of each
     * @param logarithmic whether the spread is log10 of the standard deviation, as DL4J stores it, or the variance
     */
    public record RunningStatistics(int mean, int spread, int size, boolean logarithmic) implements Serializable {}
}
