package io.cohort.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {
    @Property
    void everyExampleIsTrainedOnceAnEpochInMinibatchesOfTheRightSize(
            @ForAll @IntRange(min = 1, max = 3000) int examples,
            @ForAll @IntRange(min = 1, max = 9) int replicas,
            @ForAll @IntRange(min = 1, max = 12) int frequency,
            @ForAll @IntRange(min = 1, max = 70) int batch) {
        NetworkPlan plan = new NetworkPlan(examples, replicas, frequency, batch);
        int[] order = EpochOrder.shuffled(5, 1, examples);
        int[] seen = new int[examples];
        int iterations = 0;

        for (int step = 0; step < plan.steps(); step++) {
            int size = 0;
            int most = 0;
            for (int replica = 0; replica < replicas; replica++) {
                int[][] minibatches = plan.examplesOf(order, step, replica);
                int share = Arrays.stream(minibatches).mapToInt(m -> m.length).sum();
                assertThat(share).isEqualTo(plan.share(step, replica));
                assertThat(minibatches.length).isEqualTo(plan.minibatches(step, replica));
                most = Math.max(most, minibatches.length);
                size += share;
                for (int[] minibatch : minibatches) {
                    assertThat(minibatch.length).isBetween(batch == 1 || examples == 1 ? 1 : 2, batch + 1);
                    Arrays.stream(minibatch).forEach(example -> seen[example]++);
                }
            }
            assertThat(size).isEqualTo(plan.size(step));
            assertThat(most).isEqualTo(plan.iterations(step)).isLessThanOrEqualTo(frequency);
            assertThat(plan.iterationsBefore(2, step)).isEqualTo(plan.iterationsBefore(2, 0) + iterations);
            iterations += most;
        }

        assertThat(seen).containsOnly(1);
        assertThat(plan.iterationsBefore(1, 0)).isEqualTo(iterations);
    }

    @Test
    void wholeStepsHaveMinibatchesOfTheSizeAskedFor() {
        NetworkPlan plan = new NetworkPlan(1000, 2, 3, 16);
        int[] order = IntStream.range(0, 1000).toArray();

        // A step takes 2 * 3 * 16 = 96: ten whole ones, and 40 examples left for two replicas with 20 in two
        // minibatches.
        assertThat(plan.steps()).isEqualTo(11);
        assertThat(plan.examplesOf(order, 1, 1)[2])
                .startsWith(176)
                .endsWith(191)
                .hasSize(16);
        assertThat(plan.size(10)).isEqualTo(40);
        assertThat(plan.examplesOf(order, 10, 0)).hasDimensions(2, 10);
        assertThat(plan.iterationsBefore(1, 1)).isEqualTo(10 * 3 + 2 + 3);
    }

    @Test
    void whatIsLeftIsSharedByAsManyReplicasAsHaveAMinibatch() {
        NetworkPlan plan = new NetworkPlan(8 * 16 + 17, 8, 1, 16);

        assertThat(plan.active(1)).isEqualTo(2);
        assertThat(plan.share(1, 0)).isEqualTo(8);
        assertThat(plan.share(1, 1)).isEqualTo(9);
        assertThat(plan.share(1, 2)).isZero();
    }

    @Test
    void oneExampleLeftJoinsTheLastWholeStep() {
        NetworkPlan plan = new NetworkPlan(2 * 3 * 16 + 1, 2, 3, 16);

        assertThat(plan.steps()).isEqualTo(1);
        assertThat(plan.share(0, 0)).isEqualTo(48);
        assertThat(plan.share(0, 1)).isEqualTo(49);
        assertThat(plan.minibatches(0, 1)).isEqualTo(3);
    }

    @Test
    void placesRiseFromNothingToTheEndOfTheEpoch() {
        NetworkPlan plan = new NetworkPlan(100, 1, 4, 10);

        // Steps of 40 examples with four minibatches, then 20 with two.
        assertThat(plan.place(0, 0, 4)).isZero();
        assertThat(plan.place(1, 1, 4)).isEqualTo(0.5);
        assertThat(plan.place(2, 1, 2)).isEqualTo(0.9);
        assertThat(plan.place(2, 2, 2)).isEqualTo(1);
    }

    @Test
    void moreReplicasThanMinibatchesAreRefused() {
        new NetworkPlan(49, 4, 10, 16).check();

        assertThatThrownBy(() -> new NetworkPlan(48, 4, 10, 16).check())
                .isInstanceOf(BadInputException.class)
                .hasMessage("training.replicas is 4, but the input has only 3 minibatches (48 examples,"
                        + " training.batch-size 16): some replicas would never train. Lower training.replicas or"
                        + " training.batch-size, or add input");
    }
}
