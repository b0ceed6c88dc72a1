package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class PairGroupTest {
    @Property(seed = "1")
    void drawsDistinctNegativesThatAreNoOutputsOfTheGroup(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 25) int negatives,
            @ForAll @IntRange(min = 1, max = 32) int size,
            @ForAll long seed) {
        PairGroup group = new PairGroup(new KernelSettings(8, negatives, size));
        int[] pairs = TrainingFixtures.pairs(40, rows, rows, seed);
        group.seed(seed);

        group.take(TrainingFixtures.bucket(new float[8], new float[8], pairs, TrainingFixtures.negatives(rows), 1), 3);

        int[] drawn = Arrays.copyOf(group.negatives, group.drawn);
        assertThat(drawn).doesNotHaveDuplicates();
        for (int offset : drawn) {
            assertThat(offset % 8).isZero();
            assertThat(offset / 8).isBetween(0, rows - 1);
            for (int p = 0; p < group.pairs; p++) {
                assertThat(offset).isNotEqualTo(group.outputs[p]);
            }
        }
        assertThat(group.pairs).isEqualTo(Math.min(size, 37));
        int outputs =
                (int) Arrays.stream(group.outputs, 0, group.pairs).distinct().count();
        assertThat(group.drawn).isLessThanOrEqualTo(Math.min(negatives, rows - outputs));
    }
}
