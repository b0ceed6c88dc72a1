package io.cohort.worker.embedding;

import io.cohort.worker.Seeds;
import java.util.Arrays;

/**
 * Draws the (input, output) pairs of a range of the encoded corpus into buckets, as word2vec does (Mikolov et al.:
 * "Distributed Representations of Words and Phrases and their Compositionality", NIPS 2013): a word of frequency f is
 * kept with probability (√(f/s) + 1) · s/f; around each kept word a window of 1 … window words of what is left of its
 * sentence is drawn; each word of the window is an input, the word in the middle their output.
 *
 * <p>Word i of a range has the random number {@code mix(seed + (i+1)·γ)} (SplitMix64): its upper 31 bits decide whether it
 * is kept, its lower 32 how wide its window is. The pairs and their order within a bucket depend on neither T nor B.
 * Immutable: threads may share it.
 */
public final class PairDrawer {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final PairLayout layout;
    private final int window;
    /** A word is kept if its 31 random bits are at most this. */
    private final int[] keepLimits;

    /**
     * @param counts how often each word occurs, by id, at least 1; read, not kept
     * @param subsample s, a share of all words; 0 keeps every word
     * @param window greatest distance of a pair, in words, at least 1
     * @param layout blocks and tasks
     * @throws IllegalArgumentException if a number is out of range or a block would have more than 65,536 rows
     */
    public PairDrawer(long[] counts, double subsample, int window, PairLayout layout) {
        if (!(subsample >= 0 && subsample < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "word-vectors.subsample must be finite and at least 0, but is " + subsample);
        }
        if (window < 1 || window > 1 << 15) {
            throw new IllegalArgumentException("word-vectors.window must be in [1, 32768], but is " + window);
        }
        if (counts.length > (long) PairLayout.MOST_ROWS * layout.blocks()) {
            throw new IllegalArgumentException(counts.length + " words in " + layout.blocks()
                    + " blocks make more than 65,536 rows a block; raise word-vectors.blocks");
        }
        this.layout = layout;
        this.window = window;
        this.keepLimits = keepLimits(counts, subsample);
    }

    private static int[] keepLimits(long[] counts, double subsample) {
        int[] limits = new int[counts.length];
        long total = Arrays.stream(counts).sum();
        for (int id = 0; id < limits.length; id++) {
            double share = (double) counts[id] / total;
            double keep = subsample == 0 ? 1 : (StrictMath.sqrt(share / subsample) + 1) * (subsample / share);
            limits[id] = (int) ((long) (Math.min(1, keep) * 0x1p31) - 1);
        }
        return limits;
    }

    /**
     * Draws all pairs of a range.
     *
     * @param tokens word ids; -1 ends each sentence, also the last; read, not kept
     * @param length how many tokens of the array belong to the range
     * @param range number of the range, copied into the chunks
     * @param seed what is drawn depends on this alone
     * @return a chunk for each partition, and the counts
     * @throws IllegalArgumentException if the range gives more than 2³¹ pairs
     */
    public DrawnPairs draw(int[] tokens, int length, int range, long seed) {
        Draft draft = new Draft(length, layout, window);
        long words = 0;
        long sentences = 0;
        long state = seed;
        for (int i = 0; i < length; i++) {
            int id = tokens[i];
            if (id < 0) {
                sentences++;
                draft.endSentence();
                continue;
            }
            words++;
            state += GOLDEN_GAMMA;
            long bits = Seeds.mix(state);
            if ((int) (bits >>> 33) <= keepLimits[id]) {
                draft.keep(id, 1 + (int) ((bits & 0xffffffffL) * window >>> 32));
            }
        }
        draft.endSentence();
        int[] starts = draft.countPairs();
        int[] pairs = draft.scatter(starts);
        return cut(pairs, starts, range, new PairCounts(new long[layout.blocks()], words, draft.kept(), sentences));
    }

    /** Cuts the scattered pairs into chunks. Where the pairs of a bucket end is where the scatter left its cursor. */
    private DrawnPairs cut(int[] pairs, int[] ends, int range, PairCounts counts) {
        int buckets = layout.bucketsPerPartition();
        PairChunk[] chunks = new PairChunk[layout.partitions()];
        int done = 0;
        for (int partition = 0; partition < chunks.length; partition++) {
            int from = done;
            int[] sizes = new int[buckets];
            for (int place = 0; place < buckets; place++) {
                int end = ends[partition * buckets + place];
                sizes[place] = end - done;
                counts.pairsOfStratum()[layout.stratum(partition, place)] += end - done;
                done = end;
            }
            chunks[partition] = new PairChunk(range, partition, sizes, pairs, from);
        }
        return new DrawnPairs(chunks, counts);
    }

    /** The words that subsampling kept, each with its window and its part in the numbers of its buckets. */
    private static final class Draft {
        private final PairLayout layout;
        private final int window;
        private final int[] rows;
        private final int[] inputParts;
        private final int[] outputParts;
        /** First and last index of a word's window: it is clipped at its sentence's ends. */
        private final int[] firsts;

        private final int[] lasts;
        private int kept;
        private int sentence;
        private int total;

        private final int[] inputPartOfBlock;
        private final int[] outputPartOfBlock;

        Draft(int length, PairLayout layout, int window) {
            this.layout = layout;
            this.window = window;
            rows = new int[length];
            inputParts = new int[length];
            outputParts = new int[length];
            firsts = new int[length];
            lasts = new int[length];
            inputPartOfBlock = new int[layout.blocks()];
            outputPartOfBlock = new int[layout.blocks()];
            // All parts of a bucket's number are bit fields, and t = w XOR o: so its number is a XOR of two parts.
            for (int block = 0; block < layout.blocks(); block++) {
                inputPartOfBlock[block] = layout.bucketOf(block, block);
                outputPartOfBlock[block] = layout.bucketOf(0, block);
            }
        }

        int kept() {
            return kept;
        }

        void keep(int id, int reach) {
            int block = id & (layout.blocks() - 1);
            rows[kept] = id >>> layout.shift();
            inputParts[kept] = inputPartOfBlock[block];
            outputParts[kept] = outputPartOfBlock[block];
            firsts[kept] = Math.max(sentence, kept - reach);
            lasts[kept] = kept + reach;
            kept++;
        }

        void endSentence() {
            for (int i = Math.max(sentence, kept - window); i < kept; i++) {
                lasts[i] = Math.min(lasts[i], kept - 1);
            }
            sentence = kept;
        }

        /** Counts first, so that no bucket's array has to grow. Returns where each bucket starts. */
        int[] countPairs() {
            int[] counts = new int[layout.blocks() * layout.blocks()];
            for (int i = 0; i < kept; i++) {
                int part = outputParts[i];
                for (int j = firsts[i]; j <= lasts[i]; j++) {
                    counts[inputParts[j] ^ part]++;
                }
                // the word in the middle is no input
                counts[inputParts[i] ^ part]--;
            }
            long start = 0;
            for (int bucket = 0; bucket < counts.length; bucket++) {
                int count = counts[bucket];
                counts[bucket] = (int) start;
                start += count;
            }
            if (start > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "a range gives " + start + " pairs, more than fit an array; make ranges smaller");
            }
            total = (int) start;
            return counts;
        }

        /** Writes each pair to its bucket and moves the bucket's start to its end. */
        int[] scatter(int[] cursors) {
            int[] pairs = new int[total];
            for (int i = 0; i < kept; i++) {
                int part = outputParts[i];
                int row = rows[i];
                for (int j = firsts[i]; j < i; j++) {
                    pairs[cursors[inputParts[j] ^ part]++] = rows[j] << 16 | row;
                }
                for (int j = i + 1; j <= lasts[i]; j++) {
                    pairs[cursors[inputParts[j] ^ part]++] = rows[j] << 16 | row;
                }
            }
            return pairs;
        }
    }
}
