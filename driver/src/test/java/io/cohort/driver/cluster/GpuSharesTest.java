package io.cohort.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuSharesTest {
    /** An executor has one GPU: 1 / share tasks of it run at once, if the cores are enough. */
    @ParameterizedTest
    @CsvSource({"0, 8, 2, 8", "1, 8, 2, 2", "0.5, 8, 2, 4", "0.4, 8, 2, 4", "0.1, 8, 2, 8", "1, 1, 1, 1", "1, 4, 0, 4"})
    void gpusBoundTheTasksThatRunAtOnce(double perTask, int byCores, int executors, int slots) {
        assertThat(new GpuShares(perTask).slots(byCores, executors)).isEqualTo(slots);
    }
}
