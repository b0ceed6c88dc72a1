package io.cohort.worker.embedding;

/**
 * What an averaging step of word vectors needs to know from the configuration.
 *
 * @param model skip-gram or CBOW
 * @param loss negative sampling or hierarchical softmax
 * @param dimension floats of a row that carry meaning, at least 1
 * @param blocks blocks that each of the two tables is cut into, at least 1
 * @param window largest distance between centre and context, at least 1
 * @param negatives words drawn against each centre, at least 1; not used by hierarchical softmax
 * @param subsample share of the corpus from which on a word is thinned out, at least 0; 0 keeps all
 */
public record AveragingSettings(
        WordModel model, WordLoss loss, int dimension, int blocks, int window, int negatives, double subsample) {
    public AveragingSettings {
        atLeastOne("dimension", dimension);
        atLeastOne("blocks", blocks);
        atLeastOne("window", window);
        atLeastOne("negatives", negatives);
        if (!(subsample >= 0 && subsample < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "word-vectors.subsample must be finite and at least 0, but is " + subsample);
        }
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("word-vectors." + key + " must be at least 1, but is " + value);
        }
    }

    /** Floats from row to row: the dimension rounded up to eight. */
    public int stride() {
        return Math.multiplyExact((dimension + 7) / 8, 8);
    }

    /**
     * How many rows the output table has.
     *
     * @param words words of the dictionary
     */
    public long outputRows(long words) {
        return loss == WordLoss.NEGATIVE_SAMPLING ? words : words - 1;
    }
}
