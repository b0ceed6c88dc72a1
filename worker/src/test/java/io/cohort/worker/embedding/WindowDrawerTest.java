package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowDrawerTest {
    private static final long[] FOUR = {5, 2, 1, 1};

    @Test
    void neverCrossesTheEndOfASentence() {
        int[] tokens = {0, 1, -1, 2, 3, -1, -1, 3};

        List<int[]> pairs = pairs(settings(WordModel.SKIP_GRAM, WordLoss.NEGATIVE_SAMPLING, 0), FOUR, tokens, 1);

        // Two words predict each other whatever the window; the lone 3 predicts nothing.
        assertThat(pairs).containsExactly(new int[] {1, 0}, new int[] {0, 1}, new int[] {3, 2}, new int[] {2, 3});
    }

    @Test
    void drawsWindowsOfOneToTheWindowAlikeOften() {
        int[] tokens = new int[20_000];
        AveragingSettings settings = settings(WordModel.CBOW, WordLoss.HIERARCHICAL_SOFTMAX, 0);
        int[] sizes = new int[11];

        drawer(settings, FOUR).draw(tokens, 3, batch -> {
            for (int x = 0; x < batch.count(); x++) {
                sizes[batch.inputStart(x + 1) - batch.inputStart(x)]++;
            }
        });

        // Reach 1 to 5, so 2, 4, 6, 8 or 10 context words, each a fifth of 20,000; standard deviation 57.
        for (int size = 2; size <= 10; size += 2) {
            assertThat(sizes[size]).isCloseTo(4000, within(300));
        }
    }

    @Test
    void keepsFrequentWordsAsOftenAsTheFormulaSays() {
        // Word 0 is nine tenths of the text; with t = 0.1 it is kept with probability sqrt(1/9) + 1/9 = 0.444.
        int[] tokens = new int[100_000];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i % 10 == 0 ? 1 : 0;
        }
        long[] kept = new long[2];

        drawer(settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, 0.1), new long[] {90_000, 10_000})
                .draw(tokens, 3, batch -> {
                    for (int x = 0; x < batch.count(); x++) {
                        kept[batch.outputs()[batch.outputStart(x)]]++;
                    }
                });

        assertThat(kept[0] / 90_000.0).isCloseTo(0.4444, within(0.01));
        assertThat(kept[1]).isEqualTo(10_000);
    }

    @Test
    void drawsNegativesByCountsToThreeQuartersButNeverTheCentre() {
        long[] counts = {10_000, 625, 16, 1};
        int[] tokens = new int[50_000];
        Arrays.fill(tokens, 3);
        long[] drawn = new long[4];

        drawer(settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, 0), counts).draw(tokens, 3, batch -> {
            for (int i = 0; i < batch.outputCount(); i++) {
                if (batch.labels()[i] == 0) {
                    drawn[batch.outputs()[i]]++;
                }
            }
        });

        // 10000^.75 = 1000, 625^.75 = 125, 16^.75 = 8; together 1133. Five negatives for each of 50,000 words.
        assertThat(drawn[3]).isZero();
        assertThat(drawn[0]).isCloseTo(250_000L * 1000 / 1133, within(1000L));
        assertThat(drawn[1]).isCloseTo(250_000L * 125 / 1133, within(700L));
        assertThat(drawn[2]).isCloseTo(250_000L * 8 / 1133, within(200L));
    }

    @Test
    void givesTheWayFromTheRootWithHierarchicalSoftmax() {
        AveragingSettings settings = settings(WordModel.SKIP_GRAM, WordLoss.HIERARCHICAL_SOFTMAX, 0);

        // By hand (HuffmanTest): word 3 has the code 101 over the nodes 0, 1, 2, word 2 the code 100.
        drawer(settings, FOUR).draw(new int[] {3, 2}, 1, batch -> {
            assertThat(batch.count()).isEqualTo(2);
            assertThat(Arrays.copyOf(batch.inputs(), 2)).containsExactly(2, 3);
            assertThat(Arrays.copyOf(batch.outputs(), 6)).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(Arrays.copyOf(batch.labels(), 6)).containsExactly(0, 1, 0, 0, 1, 1);
        });
    }

    @Test
    void repeatsItselfForASeedAndDiffersForAnother() {
        int[] tokens = new int[1000];
        Arrays.setAll(tokens, i -> i * 7 % 4);
        AveragingSettings settings = settings(WordModel.SKIP_GRAM, WordLoss.NEGATIVE_SAMPLING, 0.1);

        List<int[]> once = pairs(settings, FOUR, tokens, 1);
        List<int[]> again = pairs(settings, FOUR, tokens, 1);
        List<int[]> other = pairs(settings, FOUR, tokens, 2);

        assertThat(again.toArray(int[][]::new)).isDeepEqualTo(once.toArray(int[][]::new));
        assertThat(other.toArray(int[][]::new).length).isNotEqualTo(once.size());
    }

    @Test
    void countsEveryWordOnceWhateverTheBatches() {
        int[] tokens = new int[3 * WindowDrawer.BATCH_WORDS];
        for (int i = 100; i < tokens.length; i += 101) {
            tokens[i] = -1;
        }
        int[] words = new int[1];
        int[] batches = new int[1];

        drawer(settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, 1e-9), FOUR).draw(tokens, 1, batch -> {
            words[0] += batch.words();
            batches[0]++;
        });

        assertThat(words[0])
                .isEqualTo((int) Arrays.stream(tokens).filter(t -> t >= 0).count());
        assertThat(batches[0]).isEqualTo(3);
    }

    @Test
    void refusesATokenThatIsNoWord() {
        WindowDrawer drawer = drawer(settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, 0), FOUR);

        assertThatThrownBy(() -> drawer.draw(new int[] {0, 4}, 1, batch -> {})).hasMessageContaining("token 4");
        assertThatThrownBy(() -> drawer.draw(new int[] {0, -2}, 1, batch -> {})).hasMessageContaining("token -2");
    }

    private static AveragingSettings settings(WordModel model, WordLoss loss, double subsample) {
        return new AveragingSettings(model, loss, 10, 2, 5, 5, subsample);
    }

    private static WindowDrawer drawer(AveragingSettings settings, long[] counts) {
        return new WindowDrawer(settings, DrawingTables.of(counts, settings));
    }

    /** (input, centre) of each skip-gram example. */
    private static List<int[]> pairs(AveragingSettings settings, long[] counts, int[] tokens, long seed) {
        List<int[]> pairs = new ArrayList<>();
        drawer(settings, counts).draw(tokens, seed, batch -> {
            for (int x = 0; x < batch.count(); x++) {
                pairs.add(new int[] {batch.inputs()[batch.inputStart(x)], batch.outputs()[batch.outputStart(x)]});
            }
        });
        return pairs;
    }
}
