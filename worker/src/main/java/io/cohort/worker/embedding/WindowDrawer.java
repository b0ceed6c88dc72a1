package io.cohort.worker.embedding;

import io.cohort.worker.Seeds;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Draws the examples of a range of tokens: subsampling first, then for each kept centre a window of 1 to {@code window}
 * kept words to either side, then the negatives. What is drawn is a function of the tokens, the seed and the settings
 * alone, so a replica draws twice: once to learn which rows it needs, once to train. Not for several threads.
 */
final class WindowDrawer {
    /** Examples are handed over in batches of at least this many words (the last may have fewer). */
    static final int BATCH_WORDS = 4096;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final AveragingSettings settings;
    private final DrawingTables tables;
    private final Examples batch = new Examples();
    private final int[] nodes = new int[Huffman.LONGEST_CODE];
    private final byte[] bits = new byte[Huffman.LONGEST_CODE];
    private int[] sentence = new int[1000];
    private long state;

    WindowDrawer(AveragingSettings settings, DrawingTables tables) {
        this.settings = settings;
        this.tables = tables;
    }

    /**
     * Draws all examples of a range in the order of its tokens.
     *
     * @param tokens word ids; −1 ends a sentence, and so does the end of the array
     * @param seed of all draws of this range
     * @param batches is given the examples, some thousand words at a time; each batch is overwritten by the next
     * @throws IllegalArgumentException if a token is no word of the dictionary
     */
    void draw(int[] tokens, long seed, Consumer<Examples> batches) {
        state = seed;
        batch.clear();
        int start = 0;
        for (int end = 0; end <= tokens.length; end++) {
            if (end == tokens.length || tokens[end] == -1) {
                drawSentence(tokens, start, end);
                start = end + 1;
                if (batch.words() >= BATCH_WORDS || (end == tokens.length && batch.words() > 0)) {
                    batches.accept(batch);
                    batch.clear();
                }
            }
        }
    }

    private void drawSentence(int[] tokens, int start, int end) {
        batch.addWords(end - start);
        int length = keep(tokens, start, end);
        for (int centre = 0; centre < length; centre++) {
            int reach = 1 + (int) (((next() >>> 32) * settings.window()) >>> 32);
            int from = Math.max(0, centre - reach);
            int to = Math.min(length, centre + reach + 1);
            if (settings.model() == WordModel.SKIP_GRAM) {
                drawSkipGrams(centre, from, to);
            } else if (to - from > 1) {
                addContext(centre, from, to);
                endExample(sentence[centre]);
            }
        }
    }

    private int keep(int[] tokens, int start, int end) {
        if (end - start > sentence.length) {
            sentence = Arrays.copyOf(sentence, end - start);
        }
        int length = 0;
        for (int i = start; i < end; i++) {
            int word = tokens[i];
            if (word < 0 || word >= tables.words()) {
                throw new IllegalArgumentException("token " + word + " is no word of the dictionary of "
                        + tables.words() + "; encode the corpus with this run's dictionary");
            }
            if (tables.keeps(word, next())) {
                sentence[length++] = word;
            }
        }
        return length;
    }

    private void drawSkipGrams(int centre, int from, int to) {
        for (int context = from; context < to; context++) {
            if (context != centre) {
                batch.addInput(sentence[context]);
                endExample(sentence[centre]);
            }
        }
    }

    private void addContext(int centre, int from, int to) {
        for (int context = from; context < to; context++) {
            if (context != centre) {
                batch.addInput(sentence[context]);
            }
        }
    }

    private void endExample(int centre) {
        if (settings.loss() == WordLoss.NEGATIVE_SAMPLING) {
            batch.addOutput(centre, 1);
            for (int i = 0; i < settings.negatives(); i++) {
                batch.addOutput(drawNegative(centre), 0);
            }
        } else {
            int length = tables.huffman().path(centre, nodes, bits);
            for (int i = length - 1; i >= 0; i--) {
                batch.addOutput(nodes[i], 1 - bits[i]);
            }
        }
        batch.endExample();
    }

    private int drawNegative(int centre) {
        int negative = tables.noise().draw(next());
        while (negative == centre) {
            negative = tables.noise().draw(next());
        }
        return negative;
    }

    /** The next number of SplitMix64, whose state the seed is. */
    private long next() {
        state += GOLDEN_GAMMA;
        return Seeds.mix(state);
    }
}
