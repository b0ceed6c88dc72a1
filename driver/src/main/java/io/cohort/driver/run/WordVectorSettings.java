package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.Combine;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.Loss;
import io.cohort.driver.conf.WordVectorsConf;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.corpus.VocabularyLimits;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.driver.plan.AveragingPlan;
import io.cohort.driver.plan.StratifiedPlan;
import io.cohort.driver.step.AveragingRun;
import io.cohort.driver.step.AveragingSteps;
import io.cohort.driver.step.Steps;
import io.cohort.driver.step.StratifiedSettings;
import io.cohort.driver.step.StratifiedSteps;
import io.cohort.worker.data.InputPieces;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.TextStatistics;
import io.cohort.worker.data.WordSplit;
import io.cohort.worker.embedding.KernelSettings;
import io.cohort.worker.embedding.PairKernels;
import io.cohort.worker.embedding.WordLoss;
import io.cohort.worker.embedding.WordModel;
import java.util.Locale;

/** What the conf and the corpus make of the settings that the workers take. */
final class WordVectorSettings {
    private static final double STRATIFIED_RATE = 0.025;
    private static final double AVERAGED_NEGATIVE_SAMPLING_RATE = 0.1;
    private static final double SOFTMAX_RATE = 0.05;

    private final CohortConf conf;

    WordVectorSettings(CohortConf conf) {
        this.conf = conf;
    }

    TextSettings textSettings() {
        return new TextSettings(
                conf.input().path(),
                conf.input().pieceBytes(),
                conf.input().column(),
                WordSplit.valueOf(conf.text().split().name()),
                conf.text().lowerCase(),
                conf.text().maxSentenceWords(),
                conf.text().maxMalformedShare(),
                conf.badRecords().mode() == BadRecordsConf.Mode.SKIP);
    }

    /** What was repaired of a text, in words. */
    String repaired(TextStatistics read) {
        return String.format(
                Locale.ROOT,
                "%,d invalid UTF-8 sequences were replaced, a share of %.2g of the words; above %s"
                        + " (text.max-malformed-share) the run would fail",
                read.malformed(),
                read.malformedShare(),
                conf.text().maxMalformedShare());
    }

    /**
     * Makes sure that there is something to train on.
     *
     * @throws io.cohort.worker.BadInputException if no word is frequent enough, or too much is not UTF-8
     */
    void check(WordCounting.Counted counted) {
        counted.check(textSettings(), limits());
    }

    /** Counts the words of the input, those that training and its plan need. */
    WordCounting.Counted count(Cluster cluster, RunFiles files, InputPieces input) {
        return WordCounting.count(cluster, files, input.pieces(), textSettings(), limits());
    }

    private VocabularyLimits limits() {
        WordVectorsConf vectors = conf.wordVectors();
        return new VocabularyLimits(vectors.minCount(), vectors.maxShare(), vectors.maxVocabulary());
    }

    long rangeWords(long corpusWords) {
        WordVectorsConf vectors = conf.wordVectors();
        int replicas = conf.training().replicas();
        int steps = vectors.averagingSteps().orElse(AveragingPlan.stepsFor(corpusWords, replicas));
        return vectors.rangeWords()
                .orElse(
                        vectors.stratified()
                                ? StratifiedPlan.rangeWordsFor(corpusWords)
                                : AveragingPlan.rangeWordsFor(corpusWords, steps, replicas));
    }

    /** The learning rate at the start: what the conf says, or what was found best for the model (see the README). */
    double rate() {
        WordVectorsConf vectors = conf.wordVectors();
        double usual = vectors.stratified()
                ? STRATIFIED_RATE
                : vectors.loss() == Loss.NEGATIVE_SAMPLING ? AVERAGED_NEGATIVE_SAMPLING_RATE : SOFTMAX_RATE;
        return conf.training().learningRate().orElse(usual);
    }

    int stride() {
        return (conf.wordVectors().dimension() + 7) & -8;
    }

    /**
     * How a stratified run is cut.
     *
     * @param words words of the dictionary
     * @param corpusWords words of the corpus
     */
    StratifiedPlan plan(int words, long corpusWords) {
        WordVectorsConf vectors = conf.wordVectors();
        int passes =
                vectors.passes().orElse(StratifiedPlan.passesFor(corpusWords, vectors.window(), vectors.passBytes()));
        long ranges = corpusWords / Math.max(1, rangeWords(corpusWords)) / passes + 1;
        int blocks = vectors.blocks().orElse(StratifiedPlan.blocksFor(words, stride(), ranges));
        StratifiedPlan plan = new StratifiedPlan(blocks, passes);
        try {
            plan.check(words);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        return plan;
    }

    StratifiedSettings stratified(StratifiedPlan plan) {
        WordVectorsConf vectors = conf.wordVectors();
        return new StratifiedSettings(
                plan,
                conf.training().epochs(),
                conf.training().seed(),
                vectors.dimension(),
                vectors.window(),
                vectors.negatives(),
                vectors.group().orElse(KernelSettings.DEFAULT_GROUP),
                vectors.subsample(),
                rate(),
                vectors.minimumRateShare(),
                kernelName());
    }

    AveragingPlan averagingPlan(int words, long corpusWords) {
        WordVectorsConf vectors = conf.wordVectors();
        return new AveragingPlan(
                vectors.blocks().orElse(AveragingPlan.blocksFor(words, stride())),
                vectors.averagingSteps()
                        .orElse(AveragingPlan.stepsFor(
                                corpusWords, conf.training().replicas())));
    }

    private AveragingRun averaging(AveragingPlan plan) {
        WordVectorsConf vectors = conf.wordVectors();
        return new AveragingRun(
                WordModel.valueOf(vectors.model().name()),
                WordLoss.valueOf(vectors.loss().name()),
                plan.blocks(),
                plan.steps(),
                conf.training().replicas(),
                conf.training().epochs(),
                conf.training().seed(),
                vectors.dimension(),
                vectors.window(),
                vectors.negatives(),
                vectors.subsample(),
                rate(),
                vectors.minimumRateShare(),
                vectors.combine() == Combine.AGREEMENT,
                vectors.tau(),
                kernelName());
    }

    private String kernelName() {
        return conf.wordVectors().kernel().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The steps of the run.
     *
     * @param cluster where they run
     * @param files the run's directory
     * @param corpus the encoded text
     */
    Steps steps(Cluster cluster, RunFiles files, EncodedCorpus corpus) {
        int words = corpus.dictionary().size();
        return conf.wordVectors().stratified()
                ? new StratifiedSteps(cluster, files, stratified(plan(words, corpus.words())), corpus)
                : new AveragingSteps(cluster, files, averaging(averagingPlan(words, corpus.words())), corpus);
    }

    /** What runs, and why, in a line. */
    String explain(EncodedCorpus corpus) {
        int words = corpus.dictionary().size();
        String how;
        if (conf.wordVectors().stratified()) {
            StratifiedPlan plan = plan(words, corpus.words());
            how = "stratified, " + plan.blocks() + " blocks, " + plan.passes() + " passes an epoch";
        } else {
            AveragingPlan plan = averagingPlan(words, corpus.words());
            how = "averaging " + conf.training().replicas() + " replicas, " + plan.blocks() + " blocks, " + plan.steps()
                    + " steps an epoch";
        }
        return String.format(
                Locale.ROOT,
                "Training %s with %s, dimension %d, on %,d words, %d epochs: %s; %s",
                spoken(conf.wordVectors().model()),
                spoken(conf.wordVectors().loss()),
                conf.wordVectors().dimension(),
                corpus.words(),
                conf.training().epochs(),
                how,
                PairKernels.of(kernelName()).explanation());
    }

    private static String spoken(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Says how a run is cut.
     *
     * @param plan takes it
     * @param vocabulary words of the dictionary
     * @param corpusWords words of the corpus
     * @param cluster how many slots there are
     */
    void describe(ObjectNode plan, int vocabulary, long corpusWords, Cluster cluster) {
        long state = 2L * vocabulary * stride() * Float.BYTES;
        ObjectNode node = plan.putObject("plan");
        boolean stratified = conf.wordVectors().stratified();
        node.put("strategy", stratified ? "stratified" : "averaging");
        node.put("kernel", PairKernels.of(kernelName()).chosen().name().toLowerCase(Locale.ROOT));
        node.put("learning_rate", rate());
        node.put("vocabulary", vocabulary);
        node.put("corpus_words", corpusWords);
        node.put("words_a_range", rangeWords(corpusWords));
        node.put("ranges_about", corpusWords / rangeWords(corpusWords) + 1);
        if (stratified) {
            describeStratified(node, plan(vocabulary, corpusWords), state, cluster);
        } else {
            describeAveraging(node, averagingPlan(vocabulary, corpusWords), state, cluster);
        }
        node.put("bytes_of_state", state);
        node.put("bytes_on_disk_at_most", state * (3L + conf.training().epochs()) + 8 * corpusWords);
    }

    private void describeStratified(ObjectNode node, StratifiedPlan plan, long state, Cluster cluster) {
        int tasks = StratifiedSteps.tasks(cluster, plan.blocks(), state);
        long pairs = Math.min(
                conf.wordVectors().passBytes(),
                StratifiedPlan.pairBytes(
                                node.path("corpus_words").asLong(),
                                conf.wordVectors().window())
                        / plan.passes());
        node.put("blocks", plan.blocks());
        node.put("passes_an_epoch", plan.passes());
        node.put("tasks_a_step_here", tasks);
        node.put("steps_here", (long) tasks * plan.passes() * conf.training().epochs());
        node.put("memory_an_executor", (2 * state + pairs) / tasks * cluster.slotsAnExecutor());
    }

    private void describeAveraging(ObjectNode node, AveragingPlan plan, long state, Cluster cluster) {
        node.put("blocks", plan.blocks());
        node.put("steps_an_epoch", plan.steps());
        node.put("replicas", conf.training().replicas());
        node.put("steps_here", (long) plan.steps() * conf.training().epochs());
        node.put("memory_an_executor", 3 * state * cluster.slotsAnExecutor());
    }
}
