package io.cohort.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
    @Property(seed = "1", tries = 300)
    void allPassesTogetherHaveEveryRangeOnce(
            @ForAll long seed,
            @ForAll @IntRange(max = 20) int epoch,
            @ForAll @IntRange(max = 400) int ranges,
            @ForAll @IntRange(min = 1, max = 50) int passes) {
        EpochOrder order = EpochOrder.of(seed, epoch, ranges, passes);

        int[] all = IntStream.range(0, passes)
                .flatMap(pass -> Arrays.stream(order.rangesOf(pass)))
                .sorted()
                .toArray();

        assertThat(all).isEqualTo(IntStream.range(0, ranges).toArray());
    }

    @Property(seed = "1", tries = 300)
    void passesDifferByAtMostOneRange(
            @ForAll @IntRange(max = 400) int ranges, @ForAll @IntRange(min = 1, max = 50) int passes) {
        EpochOrder order = EpochOrder.of(1, 0, ranges, passes);

        for (int pass = 0; pass < passes; pass++) {
            assertThat(order.rangesOf(pass).length).isBetween(ranges / passes, (ranges + passes - 1) / passes);
        }
    }

    @Property(seed = "1", tries = 300)
    void replicasSplitAPass(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int ranges,
            @ForAll @IntRange(min = 1, max = 20) int passes,
            @ForAll @IntRange(min = 1, max = 20) int replicas) {
        EpochOrder order = EpochOrder.of(seed, 3, ranges, passes);

        for (int pass = 0; pass < passes; pass++) {
            int number = pass;
            int[] shares = IntStream.range(0, replicas)
                    .flatMap(replica -> Arrays.stream(order.rangesOf(number, replica, replicas)))
                    .toArray();
            assertThat(shares).isEqualTo(order.rangesOf(pass));
        }
    }

    @Property(seed = "1", tries = 100)
    void repeatsItself(@ForAll long seed, @ForAll @IntRange(max = 20) int epoch) {
        assertThat(EpochOrder.of(seed, epoch, 100, 3).rangesOf(1))
                .isEqualTo(EpochOrder.of(seed, epoch, 100, 3).rangesOf(1));
    }

    @Property(seed = "1", tries = 100)
    void epochsAndSeedsHaveOrdersOfTheirOwn(@ForAll long seed, @ForAll @IntRange(max = 20) int epoch) {
        int[] order = EpochOrder.of(seed, epoch, 100, 1).rangesOf(0);

        assertThat(order).isNotEqualTo(EpochOrder.of(seed, epoch + 1, 100, 1).rangesOf(0));
        assertThat(order).isNotEqualTo(EpochOrder.of(seed + 1, epoch, 100, 1).rangesOf(0));
    }

    @Test
    void everyRangeComesFirstEquallyOften() {
        int[] first = new int[10];
        for (int epoch = 0; epoch < 10_000; epoch++) {
            first[EpochOrder.of(1, epoch, 10, 1).rangesOf(0)[0]]++;
        }

        // 1,000 each, with a standard deviation of 30.
        assertThat(first)
                .satisfies(counts ->
                        Arrays.stream(counts).forEach(count -> assertThat(count).isBetween(850, 1_150)));
    }

    @Test
    void anEpochHasAPass() {
        assertThatThrownBy(() -> EpochOrder.of(1, 0, 10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
