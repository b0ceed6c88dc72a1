package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.driver.conf.ConfigurationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTasksTest {
    @ParameterizedTest
    @CsvSource({
        "1, 8, 1",
        "2, 8, 2",
        "4, 8, 4",
        "64, 256, 64",
        // 3 slots: 4 tasks keep them busy for 4 of 6 slot rounds, 8 tasks for 8 of 9.
        "3, 8, 8",
        // 5 slots: 4 tasks 4/5, 8 tasks 8/10, 16 tasks 16/20, 32 tasks 32/35.
        "5, 256, 32",
        // More slots than blocks: a task a block.
        "100, 8, 8",
        // 7 slots and 8 blocks: 4 tasks use 4/7, 8 tasks 8/14, which is no more.
        "7, 8, 4"
    })
    void asFewTasksAsKeepTheSlotsBusy(int slots, int blocks, int tasks) {
        assertThat(StepTasks.of(slots, blocks, 1_000, Long.MAX_VALUE)).isEqualTo(tasks);
    }

    @Test
    void asManyTasksAsTheHeapAsksFor() {
        // 1,000 bytes over tasks of at most 130: 8 tasks of 125.
        assertThat(StepTasks.of(2, 32, 1_000, 130)).isEqualTo(8);
        assertThat(StepTasks.of(2, 32, 1_000, 125)).isEqualTo(8);
        assertThat(StepTasks.of(2, 32, 1_000, 124)).isEqualTo(16);
    }

    @Test
    void aBlockThatDoesNotFitIsAnErrorOfTheConfiguration() {
        assertThatThrownBy(() -> StepTasks.of(2, 32, 1_000_000, 124))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("31250 bytes")
                .hasMessageContaining("only 124")
                .hasMessageContaining("spark.executor.memory")
                .hasMessageContaining("word-vectors.blocks");
    }

    @Property(seed = "1", tries = 300)
    void tasksArePowersOfTwoThatFit(
            @ForAll @IntRange(min = 1, max = 1_000) int slots,
            @ForAll @IntRange(max = 10) int logBlocks,
            @ForAll @LongRange(min = 1, max = 1_000_000) long memory) {
        int blocks = 1 << logBlocks;
        long state = memory * blocks;

        int tasks = StepTasks.of(slots, blocks, state, memory);

        assertThat(Integer.bitCount(tasks)).isEqualTo(1);
        assertThat(tasks).isEqualTo(blocks);
    }
}
