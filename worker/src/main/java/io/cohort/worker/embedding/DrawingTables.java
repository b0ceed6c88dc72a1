package io.cohort.worker.embedding;

/**
 * What drawing examples needs to know of the dictionary: how often to keep each word, and the negatives' distribution or
 * the Huffman tree. Never written to after it was built, so all tasks of an executor share one.
 */
final class DrawingTables {
    /** A kept word's threshold against 31 random bits. */
    private final int[] keep;

    private final AliasTable noise;
    private final Huffman huffman;

    private DrawingTables(int[] keep, AliasTable noise, Huffman huffman) {
        this.keep = keep;
        this.noise = noise;
        this.huffman = huffman;
    }

    /**
     * Builds the tables.
     *
     * @param counts how often each word stands in the corpus, each at least 1, falling; read, not kept
     * @throws IllegalArgumentException if there are fewer than two words, or their counts are not falling
     */
    static DrawingTables of(long[] counts, AveragingSettings settings) {
        if (counts.length < 2) {
            throw new IllegalArgumentException(
                    "word vectors need at least two words, but got " + counts.length + "; lower min-count");
        }
        boolean tree = settings.loss() == WordLoss.HIERARCHICAL_SOFTMAX;
        return new DrawingTables(
                thresholds(counts, settings.subsample()),
                tree ? null : noise(counts),
                tree ? Huffman.of(counts) : null);
    }

    /** word2vec.c: a word with share f of the corpus is kept with probability √(t/f) + t/f. */
    private static int[] thresholds(long[] counts, double subsample) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        int[] thresholds = new int[counts.length];
        for (int word = 0; word < thresholds.length; word++) {
            double ratio = subsample * total / counts[word];
            double probability = subsample == 0 ? 1 : StrictMath.sqrt(ratio) + ratio;
            thresholds[word] = probability >= 1 ? Integer.MAX_VALUE : (int) (probability * 0x1p31);
        }
        return thresholds;
    }

    /** Unigrams to the power of 3/4 over the whole dictionary (Mikolov et al., NIPS 2013, section 2.2). */
    private static AliasTable noise(long[] counts) {
        double[] weights = new double[counts.length];
        for (int word = 0; word < weights.length; word++) {
            weights[word] = StrictMath.pow(counts[word], 0.75);
        }
        return AliasTable.of(weights);
    }

    /** How many words the dictionary has. */
    int words() {
        return keep.length;
    }

    /**
     * Whether subsampling keeps a word.
     *
     * @param bits uniformly random; the upper 31 decide
     */
    boolean keeps(int word, long bits) {
        int threshold = keep[word];
        return threshold == Integer.MAX_VALUE || (int) (bits >>> 33) < threshold;
    }

    /** The distribution of the negatives; null with hierarchical softmax. */
    AliasTable noise() {
        return noise;
    }

    /** The tree over the words; null with negative sampling. */
    Huffman huffman() {
        return huffman;
    }
}
