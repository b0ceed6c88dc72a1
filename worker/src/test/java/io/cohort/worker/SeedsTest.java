package io.cohort.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ConstantOverflow") // sums of the golden gamma wrap on purpose
class SeedsTest {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    @Test
    void mixesAsSplitMix64Does() {
        // The first three numbers of the reference implementation (Vigna, splitmix64.c) with seed 0.
        assertThat(Seeds.mix(GOLDEN_GAMMA)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(Seeds.mix(2 * GOLDEN_GAMMA)).isEqualTo(0x6E789E6AA1B965F4L);
        assertThat(Seeds.mix(3 * GOLDEN_GAMMA)).isEqualTo(0x06C45D188009454FL);
    }

    @Property(seed = "1", tries = 200)
    void mixesAsTheJdkDoes(@ForAll long seed) {
        assertThat(Seeds.mix(seed + GOLDEN_GAMMA)).isEqualTo(new SplittableRandom(seed).nextLong());
    }

    @Test
    void repeatsItself() {
        assertThat(Seeds.of(1, 2, 3)).isEqualTo(Seeds.of(1, 2, 3));
    }

    @Test
    void orderAndNumberOfPartsCount() {
        assertThat(Set.of(
                        Seeds.of(),
                        Seeds.of(0),
                        Seeds.of(0, 0),
                        Seeds.of(1, 2, 3),
                        Seeds.of(1, 3, 2),
                        Seeds.of(3, 2, 1),
                        Seeds.of(1, 2),
                        Seeds.of(1, 2, 3, 0)))
                .hasSize(8);
    }

    @Test
    void neighboursHaveUnrelatedSeeds() {
        Set<Long> seeds = new HashSet<>();
        long differing = 0;
        for (int epoch = 0; epoch < 100; epoch++) {
            for (int range = 0; range < 100; range++) {
                seeds.add(Seeds.of(1, epoch, range));
                differing += Long.bitCount(Seeds.of(1, epoch, range) ^ Seeds.of(1, epoch, range + 1));
            }
        }

        assertThat(seeds).hasSize(10_000);
        // 10,000 comparisons of 64 bits, each bit as likely equal as not: 320,000 with a standard deviation of 400.
        assertThat(differing).isBetween(318_000L, 322_000L);
    }
}
