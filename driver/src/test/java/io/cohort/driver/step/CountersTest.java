package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountersTest {
    private static final Counters SOME = new Counters(100, 10, 1_000, 3.0, 4);

    @Test
    void addsAndTakesAway() {
        Counters more = new Counters(1, 2, 3, 0.5, 1);

        assertThat(SOME.plus(more)).isEqualTo(new Counters(101, 12, 1_003, 3.5, 5));
        assertThat(SOME.plus(more).minus(SOME)).isEqualTo(more);
        assertThat(SOME.plus(Counters.NONE)).isEqualTo(SOME);
    }

    @Test
    void theLossIsAMean() {
        assertThat(SOME.meanLoss()).isEqualTo(0.75);
        assertThat(Counters.NONE.meanLoss()).isNaN();
    }
}
