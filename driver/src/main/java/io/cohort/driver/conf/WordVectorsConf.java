package io.cohort.driver.conf;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Word vectors. Empty means {@code auto}: derived from conf and corpus, never from the cluster.
 *
 * @param model skip-gram or CBOW
 * @param loss negative sampling or hierarchical softmax
 * @param strategy stratified or averaging steps, or auto; see {@link #stratified()}
 * @param dimension numbers a vector, 1 to 10,000
 * @param window most words to either side that belong to a word's context, 1 to 100
 * @param negatives words drawn against each pair or group, 1 to 25
 * @param subsample share of the corpus above which a word is thinned out, 0 (never) to 1
 * @param minCount occurrences that a word needs to be in the vocabulary, 1 or more
 * @param maxShare share of the text's words above which a word has no vector, above 0 to 1; 1 leaves none out
 * @param maxVocabulary words in the vocabulary at most, 1 to 2,000,000,000; the most frequent stay
 * @param blocks blocks that each table is cut into, a power of two from 1 to 1,024
 * @param passes passes an epoch, 1 to 65,536
 * @param passBytes bytes of a pass's pairs at most, 1 MiB or more; counts where passes is auto
 * @param rangeWords words in a range of the encoded corpus, 1,000 or more
 * @param group pairs that share negatives, 1 to 64
 * @param kernel the arithmetic
 * @param averagingSteps averaging steps an epoch, 1 to 1,000,000
 * @param combine how replicas' changes of a row become one
 * @param tau touches a replica after which a row's change goes from the sum to the mean, finite and above 0
 * @param minimumRateShare floor of the learning rate as a share of the first, 0 to 1
 */
public record WordVectorsConf(
        Model model,
        Loss loss,
        Strategy strategy,
        int dimension,
        int window,
        int negatives,
        double subsample,
        long minCount,
        double maxShare,
        int maxVocabulary,
        OptionalInt blocks,
        OptionalInt passes,
        long passBytes,
        OptionalLong rangeWords,
        OptionalInt group,
        KernelChoice kernel,
        OptionalInt averagingSteps,
        Combine combine,
        double tau,
        double minimumRateShare) {
    private static final String SECTION = "word-vectors.";

    /** @throws ConfigurationException if a value is missing or out of its range, or two do not go together */
    public WordVectorsConf {
        Limits.given(SECTION + "model", model);
        Limits.given(SECTION + "loss", loss);
        Limits.given(SECTION + "strategy", strategy);
        Limits.given(SECTION + "kernel", kernel);
        Limits.given(SECTION + "combine", combine);
        Limits.whole(SECTION + "dimension", dimension, 1, 10_000);
        Limits.whole(SECTION + "window", window, 1, 100);
        Limits.whole(SECTION + "negatives", negatives, 1, 25);
        Limits.share(SECTION + "subsample", subsample);
        Limits.whole(SECTION + "min-count", minCount, 1, Long.MAX_VALUE);
        Limits.someShare(SECTION + "max-share", maxShare);
        Limits.whole(SECTION + "max-vocabulary", maxVocabulary, 1, 2_000_000_000);
        blocks.ifPresent(WordVectorsConf::checkBlocks);
        passes.ifPresent(value -> Limits.whole(SECTION + "passes", value, 1, 65_536));
        Limits.whole(SECTION + "pass-bytes", passBytes, 1 << 20, Long.MAX_VALUE);
        rangeWords.ifPresent(value -> Limits.whole(SECTION + "range-words", value, 1_000, Integer.MAX_VALUE));
        group.ifPresent(value -> Limits.whole(SECTION + "group", value, 1, 64));
        averagingSteps.ifPresent(value -> Limits.whole(SECTION + "averaging-steps", value, 1, 1_000_000));
        Limits.positive(SECTION + "tau", tau);
        Limits.share(SECTION + "minimum-rate-share", minimumRateShare);
        if (strategy == Strategy.STRATIFIED && !stratifiable(model, loss)) {
            throw new ConfigurationException(
                    SECTION + "strategy",
                    "stratified",
                    "averaging or auto unless the model is skip-gram and the loss negative-sampling");
        }
    }

    /** Whether steps are stratified: always for skip-gram with negative sampling, unless averaging is asked for. */
    public boolean stratified() {
        return strategy != Strategy.AVERAGING && stratifiable(model, loss);
    }

    private static boolean stratifiable(Model model, Loss loss) {
        return model == Model.SKIP_GRAM && loss == Loss.NEGATIVE_SAMPLING;
    }

    private static void checkBlocks(int blocks) {
        if (!(blocks >= 1 && blocks <= 1024 && Integer.bitCount(blocks) == 1)) {
            throw new ConfigurationException(SECTION + "blocks", blocks, "auto or a power of two from 1 to 1024");
        }
    }
}
