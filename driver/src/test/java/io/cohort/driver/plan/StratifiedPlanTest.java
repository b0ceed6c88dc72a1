package io.cohort.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedPlanTest {
    @ParameterizedTest
    @CsvSource({
        // Few words: eight blocks, though 1,000 rows a block would allow fewer only.
        "500, 104, 30, 8",
        // 30,000 words at dimension 100: 16 blocks of 1,875 rows; 32 would have 937.
        "30000, 104, 32, 16",
        // 100,000 words: 64 blocks of 1,562 rows (1.3 MB a pair); 128 would have 781.
        "100000, 104, 32, 64",
        // Dimension 8: a pair of 8 blocks of 3,750 rows takes 240 kB and fits already.
        "30000, 8, 32, 8",
        // A million words: 256 blocks at most. But B² · ranges within 10⁷: 100 ranges allow 256, 1,000 ranges only 64.
        "1000000, 304, 100, 256",
        "1000000, 304, 1000, 64",
        // Local rows are numbers of 16 bits: 20,000,000 / 65,536 = 305.2.
        "20000000, 104, 1000, 512"
    })
    void blocksFollowFromVocabularyAndDimension(long words, int stride, long ranges, int blocks) {
        assertThat(StratifiedPlan.blocksFor(words, stride, ranges)).isEqualTo(blocks);
    }

    @Property(seed = "1", tries = 500)
    void automaticBlocksAreAlwaysAllowed(
            @ForAll @LongRange(min = 1, max = 60_000_000) long words,
            @ForAll @IntRange(min = 8, max = 1_000) int stride,
            @ForAll @LongRange(min = 1, max = 10_000) long ranges) {
        int blocks = StratifiedPlan.blocksFor(words, stride, ranges);

        new StratifiedPlan(blocks, 1).check(words);
        assertThat(blocks).isBetween(8, 1024);
    }

    @ParameterizedTest
    @CsvSource({
        // Six pairs of four bytes a word at window 5: 1,500,000 words give 36 MB.
        "1500000, 5, 1073741824, 4",
        // 17,000,000 words in 1 MiB: 408,000,000 / 1,048,576 = 389.1
        "17000000, 5, 1048576, 390",
        "1, 1, 1048576, 4"
    })
    void passesFollowFromTheCorpus(long words, int window, long bytes, int passes) {
        assertThat(StratifiedPlan.passesFor(words, window, bytes)).isEqualTo(passes);
    }

    @ParameterizedTest
    // 64 ranges, sixteen for each of four passes, as long as they are neither tiny nor huge.
    @CsvSource({"1000, 2000", "1280000, 20000", "100000000000, 1000000"})
    void rangesFollowFromTheCorpus(long words, long rangeWords) {
        assertThat(StratifiedPlan.rangeWordsFor(words)).isEqualTo(rangeWords);
    }

    @Test
    void theRateFallsInAStraightLine() {
        StratifiedPlan plan = new StratifiedPlan(8, 4);

        // 3 epochs of 4 passes of 8 strata are 96 strata.
        assertThat(plan.rateAt(0.025, 3, 0, 0, 0)).isEqualTo(0.025);
        assertThat(plan.rateAt(0.025, 3, 0, 0, 1)).isCloseTo(0.025 * 95 / 96, within(1e-12));
        // 1 epoch, 2 passes and 3 strata: 32 + 16 + 3 = 51.
        assertThat(plan.rateAt(0.025, 3, 1, 2, 3)).isCloseTo(0.025 * 45 / 96, within(1e-12));
        assertThat(plan.rateAt(0.025, 3, 2, 3, 8)).isCloseTo(0, within(1e-12));
    }

    @Test
    void whereOneStratumEndsTheNextBegins() {
        StratifiedPlan plan = new StratifiedPlan(8, 4);

        // Bit for bit: the rate is part of the result, whatever number of tasks a step has.
        assertThat(plan.rateAt(0.025, 3, 1, 0, 8)).isEqualTo(plan.rateAt(0.025, 3, 1, 1, 0));
        assertThat(plan.rateAt(0.025, 3, 1, 3, 8)).isEqualTo(plan.rateAt(0.025, 3, 2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, 65537, 2", "1, 131072, 2", "1, 131073, 4", "8, 1000000, 16"})
    void refusesBlocksWithMoreRowsThanAPairCanName(int blocks, long words, int needed) {
        assertThatThrownBy(() -> new StratifiedPlan(blocks, 1).check(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word-vectors.blocks is " + blocks)
                .hasMessageContaining("at least " + needed + " blocks");
        new StratifiedPlan(needed, 1).check(words);
    }

    @Test
    void takesTheLargestBlockThatAPairCanName() {
        new StratifiedPlan(1, 1).check(65_536);
        new StratifiedPlan(8, 1).check(8 * 65_536);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 12})
    void blocksAreAPowerOfTwo(int blocks) {
        assertThatThrownBy(() -> new StratifiedPlan(blocks, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word-vectors.blocks");
    }

    @Test
    void thereIsAPass() {
        assertThatThrownBy(() -> new StratifiedPlan(8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word-vectors.passes");
    }
}
