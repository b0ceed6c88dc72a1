package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowCombinerTest {
    private static final CombiningRule RULE = CombiningRule.touchAware(10);

    @Property(seed = "1")
    void takesARowThatOneReplicaTouchedToTheBit(
            @ForAll float old, @ForAll float trained, @ForAll @IntRange(min = 1) int touches) {
        RowCombiner combiner = new RowCombiner(block(old, old, 3, 4), RULE);

        combiner.add(changes(5, touches, 0, trained, trained));
        Block next = combiner.finish();

        assertThat(next.values()).containsExactly(trained, trained, 3, 4);
    }

    @Property(seed = "1")
    void makesEqualChangesScaleTimesOne(
            @ForAll @IntRange(min = 2, max = 20) int replicas, @ForAll @IntRange(min = 1, max = 100) int touches) {
        RowCombiner combiner = new RowCombiner(block(1, 2, 3, 4), RULE);

        for (int replica = 0; replica < replicas; replica++) {
            combiner.add(changes(replica, touches, 1, 3.5f, 3f));
        }
        Block next = combiner.finish();

        double scale = 1 + (replicas - 1) * Math.exp(-touches / 10.0);
        assertThat(next.values()[0]).isEqualTo(1);
        assertThat(next.values()[2]).isCloseTo((float) (3 + scale * 0.5), within(1e-5f));
        assertThat(next.values()[3]).isCloseTo((float) (4 - scale), within(1e-5f));
    }

    @Test
    void weighsReplicasByTheirTouches() {
        RowCombiner combiner = new RowCombiner(block(0, 0, 0, 0), RULE);

        combiner.add(changes(0, 300, 0, 1, 0));
        combiner.add(changes(1, 100, 0, 0, 1));
        Block next = combiner.finish();

        // 400 touches of 2 replicas: s = 1 + exp(-400 / 20) = 1 + 2e-9; three quarters of one, a quarter of the other.
        assertThat(next.values()[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(next.values()[1]).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void tellsTheRuleHowFarReplicasAgree() {
        List<Double> agreements = new ArrayList<>();
        RowCombiner combiner = new RowCombiner(block(1, 1, 0, 0), (replicas, touches, agreement) -> {
            agreements.add(agreement);
            return 1;
        });

        // Row 0 changes by (1, 0) and (0, 1): the mean (½, ½) squared is ½, the mean square 1. Row 1 changes alike.
        combiner.add(changes(0, 5, 0, 2, 1));
        combiner.add(changes(1, 5, 0, 1, 2));
        combiner.add(changes(2, 5, 1, 3, 4));
        combiner.add(changes(3, 9, 1, 3, 4));
        combiner.finish();

        assertThat(agreements.get(0)).isCloseTo(0.5, within(1e-12));
        assertThat(agreements.get(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void sumsWhatReplicasLearnedApartAndAveragesWhatTheyAgreeOn() {
        CombiningRule rule = CombiningRule.agreementAware(10);

        // 800 touches of 8 replicas: t = exp(-10) = 4.5e-5. 8 touches: t = exp(-0.1) = 0.904837.
        assertThat(rule.scale(8, 800, 1)).isCloseTo(1, within(1e-3));
        assertThat(rule.scale(8, 800, 0.25)).isCloseTo(4, within(1e-3));
        assertThat(rule.scale(8, 800, 0.125)).isCloseTo(8, within(1e-3));
        assertThat(rule.scale(8, 800, 0)).isCloseTo(8, within(1e-3));
        assertThat(rule.scale(8, 8, 1)).isCloseTo(0.904837 * 8 + 0.095163, within(1e-4));
    }

    @Property(seed = "1")
    void changesNothingThatNoReplicaTouched(@ForAll float a, @ForAll @FloatRange(min = -9, max = 9) float b) {
        Block old = block(a, b, b, a);

        Block next = new RowCombiner(old, RULE).finish();

        assertThat(next.values()).containsExactly(old.values()).isNotSameAs(old.values());
    }

    @Test
    void refusesReplicasOutOfOrderAndForeignBlocks() {
        RowCombiner combiner = new RowCombiner(block(1, 2, 3, 4), RULE);
        combiner.add(changes(3, 1, 0, 1, 1));

        assertThatThrownBy(() -> combiner.add(changes(3, 1, 0, 1, 1))).hasMessageContaining("3 came after 3");
        assertThatThrownBy(() ->
                        combiner.add(new RowChanges(4, 1, 0, 1, 2, new int[] {0}, new int[] {1}, new float[] {1, 2})))
                .hasMessageContaining("table 1, block 0 of 1");
        assertThatThrownBy(() -> combiner.add(changes(4, 1, 2, 1, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> CombiningRule.touchAware(Double.NaN)).hasMessageContaining("tau");
    }

    private static Block block(float... values) {
        return new Block(0, 0, 1, 2, 2, 2, values);
    }

    private static RowChanges changes(int replica, int touches, int row, float first, float second) {
        return new RowChanges(replica, 0, 0, 1, 2, new int[] {row}, new int[] {touches}, new float[] {first, second});
    }
}
