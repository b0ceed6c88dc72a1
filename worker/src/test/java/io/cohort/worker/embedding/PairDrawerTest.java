package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PairDrawerTest {
    private static final int WORDS = 200;

    private static long[] counts() {
        long[] counts = new long[WORDS];
        Arrays.setAll(counts, id -> 100_000 / (id + 1));
        return counts;
    }

    private static int[] tokens(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = new int[length + 1];
        for (int i = 0; i < length; i++) {
            double u = random.nextDouble();
            tokens[i] = random.nextInt(15) == 0 ? -1 : (int) (WORDS * u * u);
        }
        tokens[length] = -1;
        return tokens;
    }

    /** Pairs by bucket (w, t), as a naive reading of the class comment draws them. */
    private static Map<Long, List<Integer>> naive(int[] tokens, double subsample, int window, int blocks, long seed) {
        Map<Long, List<Integer>> buckets = new TreeMap<>();
        double total = Arrays.stream(counts()).sum();
        List<Integer> sentence = new ArrayList<>();
        List<Integer> reaches = new ArrayList<>();
        int word = 0;
        for (int id : tokens) {
            if (id >= 0) {
                long bits = Seeds.mix(seed + ++word * 0x9E3779B97F4A7C15L);
                double f = counts()[id] / total;
                double keep = subsample == 0 ? 1 : (Math.sqrt(f / subsample) + 1) * subsample / f;
                if ((bits >>> 33) * 0x1p-31 < keep) {
                    sentence.add(id);
                    reaches.add(1 + (int) ((bits & 0xffffffffL) * 0x1p-32 * window));
                }
                continue;
            }
            for (int i = 0; i < sentence.size(); i++) {
                for (int j = 0; j < sentence.size(); j++) {
                    if (i != j && Math.abs(i - j) <= reaches.get(i)) {
                        int in = sentence.get(j);
                        int out = sentence.get(i);
                        long w = in % blocks;
                        long t = w ^ out % blocks;
                        buckets.computeIfAbsent(w * blocks + t, b -> new ArrayList<>())
                                .add(in / blocks * 65536 + out / blocks);
                    }
                }
            }
            sentence.clear();
            reaches.clear();
        }
        return buckets;
    }

    private static Map<Long, List<Integer>> buckets(DrawnPairs drawn, PairLayout layout) {
        Map<Long, List<Integer>> buckets = new TreeMap<>();
        for (PairChunk chunk : drawn.chunks()) {
            int at = chunk.from();
            for (int place = 0; place < chunk.counts().length; place++) {
                long w = layout.inputBlock(chunk.partition(), place);
                long t = layout.stratum(chunk.partition(), place);
                for (int i = 0; i < chunk.counts()[place]; i++) {
                    buckets.computeIfAbsent(w * layout.blocks() + t, b -> new ArrayList<>())
                            .add(chunk.pairs()[at++]);
                }
            }
            assertThat(at).isEqualTo(chunk.from() + chunk.size());
        }
        return buckets;
    }

    @Property(seed = "1", tries = 100)
    void drawsWhatANaiveReadingDrawsWhateverTheTasks(
            @ForAll @IntRange(min = 0, max = 5) int logBlocks,
            @ForAll @IntRange(min = 0, max = 5) int logTasks,
            @ForAll @IntRange(min = 1, max = 7) int window,
            @ForAll @IntRange(min = 0, max = 400) int length,
            @ForAll boolean subsampled,
            @ForAll long seed) {
        PairLayout layout = new PairLayout(1 << logBlocks, 1 << Math.min(logTasks, logBlocks));
        double subsample = subsampled ? 0.01 : 0;
        int[] tokens = tokens(length, seed);

        DrawnPairs drawn = new PairDrawer(counts(), subsample, window, layout).draw(tokens, tokens.length, 7, seed);

        Map<Long, List<Integer>> expected = naive(tokens, subsample, window, layout.blocks(), seed);
        assertThat(buckets(drawn, layout)).isEqualTo(expected);
        assertThat(drawn.chunks()).hasSize(layout.partitions()).allMatch(chunk -> chunk.range() == 7);
        long[] strata = new long[layout.blocks()];
        expected.forEach((bucket, pairs) -> strata[(int) (bucket % layout.blocks())] += pairs.size());
        assertThat(drawn.counts().pairsOfStratum()).isEqualTo(strata);
        assertThat(drawn.counts().words())
                .isEqualTo(Arrays.stream(tokens).filter(id -> id >= 0).count());
        assertThat(drawn.counts().sentences())
                .isEqualTo(Arrays.stream(tokens).filter(id -> id < 0).count());
    }

    @Test
    void keepsTheShareOfAWordThatItsFrequencyAsksFor() {
        // two words of frequency 1/2, s = 0.005: keep = (sqrt(0.5/0.005) + 1) * 0.005/0.5 = 11 * 0.01 = 0.11
        PairDrawer drawer = new PairDrawer(new long[] {500, 500}, 0.005, 5, new PairLayout(1, 1));
        int[] tokens = new int[200_001];
        tokens[200_000] = -1;

        PairCounts counts = drawer.draw(tokens, tokens.length, 0, 3).counts();

        // standard deviation sqrt(0.11 * 0.89 / 200000) = 0.0007
        assertThat(counts.keptWords() / 200_000.0).isCloseTo(0.11, within(0.003));
    }

    @Test
    void drawsEachWidthOfTheWindowEquallyOften() {
        PairDrawer drawer = new PairDrawer(new long[] {10}, 0, 4, new PairLayout(1, 1));
        int[] tokens = new int[100_001];
        tokens[100_000] = -1;

        PairCounts counts = drawer.draw(tokens, tokens.length, 0, 4).counts();

        // two sides, mean width (1+2+3+4)/4 = 2.5; standard deviation 2 * 1.118 / sqrt(100000) = 0.007
        assertThat(counts.pairs() / 100_000.0).isCloseTo(5, within(0.03));
    }

    @Test
    void readsNoFurtherThanTheLengthAndEndsTheLastSentenceThere() {
        PairDrawer drawer = new PairDrawer(new long[] {10, 10}, 0, 1, new PairLayout(1, 1));

        DrawnPairs drawn = drawer.draw(new int[] {0, 1, -1, 1, 1, 1}, 3, 2, 9);

        assertThat(drawn.chunks()[0].pairs()).containsExactly(PairChunk.pair(1, 0), PairChunk.pair(0, 1));
        assertThat(drawn.counts().words()).isEqualTo(2);
    }

    @Test
    void refusesWhatCannotBeDrawnNamingTheKey() {
        PairLayout one = new PairLayout(1, 1);

        assertThatThrownBy(() -> new PairDrawer(new long[65_537], 0, 5, one))
                .hasMessageContaining("word-vectors.blocks");
        assertThatThrownBy(() -> new PairDrawer(new long[1], Double.NaN, 5, one))
                .hasMessageContaining("word-vectors.subsample");
        assertThatThrownBy(() -> new PairDrawer(new long[1], 0, 0, one)).hasMessageContaining("word-vectors.window");
    }
}
