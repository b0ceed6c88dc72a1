package io.cohort.driver.step;

/**
 * What was trained since the run began.
 *
 * @param words words of the corpus, once an epoch each; 0 for networks
 * @param examples sentences, images, sequences or trees, once an epoch each
 * @param instances pairs (skip-gram), windows (CBOW) or minibatches (networks) trained
 * @param loss sum of the loss terms that were looked at
 * @param lossTerms how many those were
 * @param correct terms whose class was found while training; 0 for word vectors
 */
public record Counters(long words, long examples, long instances, double loss, long lossTerms, long correct) {
    /** Nothing yet. */
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0);

    /** Counts of a model that classifies nothing. */
    public Counters(long words, long examples, long instances, double loss, long lossTerms) {
        this(words, examples, instances, loss, lossTerms, 0);
    }

    /** Both together. */
    public Counters plus(Counters other) {
        return new Counters(
                words + other.words,
                examples + other.examples,
                instances + other.instances,
                loss + other.loss,
                lossTerms + other.lossTerms,
                correct + other.correct);
    }

    /** What came since an earlier count. */
    public Counters minus(Counters earlier) {
        return plus(new Counters(
                -earlier.words,
                -earlier.examples,
                -earlier.instances,
                -earlier.loss,
                -earlier.lossTerms,
                -earlier.correct));
    }

    /** Mean loss of a term; NaN if none was looked at. */
    public double meanLoss() {
        return lossTerms == 0 ? Double.NaN : loss / lossTerms;
    }
}
