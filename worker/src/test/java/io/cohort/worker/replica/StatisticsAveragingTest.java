package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.replica.StateLayout.RunningStatistics;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsAveragingTest {
    private static StateTables tables(boolean logarithmic) {
        return new StateTables(new StateLayout(10, 0, List.of(new RunningStatistics(2, 5, 1, logarithmic))), false);
    }

    private static float spread(double variance, boolean logarithmic) {
        return (float) (logarithmic ? Math.log10(Math.sqrt(variance)) : variance);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areTheMeanAndVarianceOfAllExamplesTogether(boolean logarithmic) {
        double[] values = new SplittableRandom(1).doubles(100, -3, 5).toArray();
        StatisticsAveraging averaging = new StatisticsAveraging(tables(logarithmic));
        int[] ends = {10, 40, 100};

        int from = 0;
        for (int to : ends) {
            double[] moments = moments(values, from, to);
            averaging.add(to - from, new float[] {(float) moments[0], spread(moments[1], logarithmic)});
            from = to;
        }

        double[] whole = moments(values, 0, 100);
        float[] combined = averaging.combined();
        // Floats go in: 24 bits, and the logarithm of a variance near 5 keeps its error.
        assertThat((double) combined[0]).isCloseTo(whole[0], Offset.offset(1e-6));
        assertThat((double) combined[1]).isCloseTo(spread(whole[1], logarithmic), Offset.offset(2e-6));
    }

    private static double[] moments(double[] values, int from, int to) {
        double mean = 0;
        double square = 0;
        for (int i = from; i < to; i++) {
            mean += values[i] / (to - from);
            square += values[i] * values[i] / (to - from);
        }
        return new double[] {mean, square - mean * mean};
    }

    @Test
    void oneReplicaIsTakenAsItIs() {
        StatisticsAveraging averaging = new StatisticsAveraging(tables(true));
        float[] only = {0.1f, -0.3f, 0, 0};

        averaging.add(64, only);

        assertThat(averaging.combined()).isEqualTo(only).isNotSameAs(only);
    }

    @Test
    void replicasThatAgreeWithoutSpreadHaveNone() {
        StatisticsAveraging averaging = new StatisticsAveraging(tables(false));

        averaging.add(3, new float[] {0.1f, 0});
        averaging.add(5, new float[] {0.1f, 0});

        assertThat(averaging.combined()[0]).isEqualTo(0.1f);
        assertThat(averaging.combined()[1]).isBetween(0f, 1e-9f);
    }
}
