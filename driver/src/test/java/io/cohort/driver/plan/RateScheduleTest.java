package io.cohort.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.driver.plan.RateSchedule.Decay;
import io.cohort.driver.plan.RateSchedule.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static RateSchedule of(Kind kind, double factor, double every, double power) {
        return new RateSchedule(new Decay(kind, factor, every, power), 0.1, 0, 20, 0, 0);
    }

    @Test
    void stepHalvesEveryFiveEpochs() {
        RateSchedule schedule = of(Kind.STEP, 0.5, 5, 1);

        assertThat(schedule.at(0, 0)).isEqualTo(0.1);
        assertThat(schedule.at(4, 0.999)).isEqualTo(0.1);
        assertThat(schedule.at(5, 0)).isEqualTo(0.05);
        assertThat(schedule.at(12, 0.5)).isEqualTo(0.025);
    }

    @Test
    void exponentialIsATenthAfterFiveEpochs() {
        RateSchedule schedule = of(Kind.EXPONENTIAL, 0.1, 5, 1);

        assertThat(schedule.at(5, 0)).isCloseTo(0.01, within(1e-17));
        // 0.1 * 10^-0.5
        assertThat(schedule.at(2, 0.5)).isCloseTo(0.0316227766016838, within(1e-15));
    }

    @Test
    void linearPolynomialAndCosineFallToNothingAtTheEnd() {
        assertThat(of(Kind.LINEAR, 1, 1, 1).at(5, 0)).isCloseTo(0.075, within(1e-17));
        assertThat(of(Kind.POLYNOMIAL, 1, 1, 2).at(10, 0)).isCloseTo(0.025, within(1e-17));
        // 0.1 * (1 + cos(pi / 4)) / 2
        assertThat(of(Kind.COSINE, 1, 1, 1).at(5, 0)).isCloseTo(0.0853553390593274, within(1e-15));
        for (Kind kind : new Kind[] {Kind.LINEAR, Kind.POLYNOMIAL, Kind.COSINE}) {
            assertThat(of(kind, 1, 1, 2).at(20, 0)).isCloseTo(0, within(1e-17));
        }
        assertThat(of(Kind.CONSTANT, 1, 1, 1).at(19, 0.9)).isEqualTo(0.1);
    }

    @Test
    void theWarmUpRisesInAStraightLineAndTheDecayBeginsBehindIt() {
        RateSchedule schedule = new RateSchedule(new Decay(Kind.LINEAR, 1, 1, 1), 0.1, 0.2, 12, 2, 0.1);

        assertThat(schedule.at(0, 0)).isCloseTo(0.01, within(1e-17));
        assertThat(schedule.at(1, 0)).isCloseTo(0.055, within(1e-17));
        assertThat(schedule.at(2, 0)).isEqualTo(0.1);
        // Half of the ten epochs after the warm-up.
        assertThat(schedule.at(7, 0)).isCloseTo(0.05, within(1e-17));
        // The floor.
        assertThat(schedule.at(11, 0.5)).isCloseTo(0.02, within(1e-17));
    }

    @Property
    void everyMinibatchOfEveryReplicaHasTheRateOfItsPlace(
            @ForAll @IntRange(min = 2, max = 2000) int examples,
            @ForAll @IntRange(min = 1, max = 6) int replicas,
            @ForAll @IntRange(min = 1, max = 7) int frequency,
            @ForAll @IntRange(min = 1, max = 40) int batch) {
        NetworkPlan plan = new NetworkPlan(examples, replicas, frequency, batch);
        RateSchedule schedule = new RateSchedule(new Decay(Kind.COSINE, 1, 1, 1), 0.3, 0, 3, 0.5, 0);

        double before = -1;
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int step = 0; step < plan.steps(); step++) {
                for (int replica = 0; replica < replicas; replica++) {
                    double[] rates = schedule.rates(plan, epoch, step, replica);
                    assertThat(rates).hasSize(plan.minibatches(step, replica));
                    for (int i = 0; i < rates.length; i++) {
                        double behind =
                                epoch + (plan.start(step) + (double) plan.size(step) * i / rates.length) / examples;
                        // The formula: up in half an epoch, then half a cosine over two and a half.
                        double formula = behind < 0.5
                                ? 0.3 * behind / 0.5
                                : 0.3 * (1 + Math.cos(Math.PI * (behind - 0.5) / 2.5)) / 2;
                        assertThat(rates[i]).isCloseTo(formula, within(1e-15));
                    }
                }
                double first = epoch + plan.place(step, 0, 1);
                assertThat(first).isGreaterThan(before);
                before = first;
            }
        }
    }
}
