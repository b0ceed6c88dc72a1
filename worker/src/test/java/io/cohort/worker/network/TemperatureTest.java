package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemperatureTest {
    private static final float[] PROBABILITIES = {0.25f, 0.5f, 0.25f, 0};

    /**
     * At 1 the classes end at 1/4, 3/4 and 1. At 1/2 the squares 1/16, 4/16, 1/16 make them end at 1/6, 5/6 and 1. At 2 the roots
     * .5, .7071, .5 make them end at .2929, .7071 and 1.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "1, 0.249, 0",
        "1, 0.25, 1",
        "1, 0.749, 1",
        "1, 0.751, 2",
        "1, 0.999999999, 2",
        "0.5, 0.166, 0",
        "0.5, 0.167, 1",
        "0.5, 0.833, 1",
        "0.5, 0.834, 2",
        "2, 0.2928, 0",
        "2, 0.2930, 1",
        "2, 0.7070, 1",
        "2, 0.7072, 2",
        "0, 0, 1",
        "0, 0.99, 1",
        "1e-300, 0.01, 1",
        "1e-300, 0.99, 1",
    })
    void drawsWhereThePlaceFalls(double temperature, double place, int expected) {
        assertThat(new Temperature(temperature).draw(PROBABILITIES, place)).isEqualTo(expected);
    }

    @Test
    void drawsEachClassAsOftenAsItsPowerSays() {
        SplittableRandom random = new SplittableRandom(1);
        int[] drawn = new int[4];
        for (int i = 0; i < 60_000; i++) {
            drawn[new Temperature(0.5).draw(PROBABILITIES, random.nextDouble())]++;
        }

        // Expected 10,000, 40,000, 10,000, 0; a standard deviation is 91 and 115.
        assertThat(drawn[0]).isBetween(9_500, 10_500);
        assertThat(drawn[1]).isBetween(39_400, 40_600);
        assertThat(drawn[2]).isBetween(9_500, 10_500);
        assertThat(drawn[3]).isZero();
    }

    @Test
    void aProbabilityTooSmallForItsPowerDoesNotSpoilTheOthers() {
        assertThat(new Temperature(0.1).draw(new float[] {1e-38f, 2e-38f}, 0.5)).isEqualTo(1);
    }
}
