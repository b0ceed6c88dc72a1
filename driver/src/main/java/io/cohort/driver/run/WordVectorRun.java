package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.Model;
import io.cohort.driver.conf.WordVectorsConf;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.plan.StratifiedPlan;
import io.cohort.driver.step.Steps;
import io.cohort.driver.step.StratifiedSettings;
import io.cohort.driver.step.StratifiedSteps;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.WordSplit;
import io.cohort.worker.embedding.KernelSettings;
import io.cohort.worker.embedding.PairKernels;

/** What the conf and the corpus make of the settings that the workers take. */
final class WordVectorRun {
    private static final double SKIP_GRAM_RATE = 0.025;
    private static final double CBOW_RATE = 0.05;

    private final CohortConf conf;

    WordVectorRun(CohortConf conf) {
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
                conf.text().maxMalformedShare());
    }

    long rangeWords(long corpusWords) {
        return conf.wordVectors().rangeWords().orElse(StratifiedPlan.rangeWordsFor(corpusWords));
    }

    double rate() {
        double usual = conf.wordVectors().model() == Model.CBOW ? CBOW_RATE : SKIP_GRAM_RATE;
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
                vectors.kernel().name().toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * The steps of the run.
     *
     * @param cluster where they run
     * @param files the run's directory
     * @param corpus the encoded text
     * @param record takes what was decided
     */
    Steps steps(Cluster cluster, RunFiles files, EncodedCorpus corpus, ObjectNode record) {
        StratifiedPlan plan = plan(corpus.dictionary().size(), corpus.words());
        ObjectNode decided = record.putObject("plan");
        decided.put("strategy", "stratified");
        decided.put("blocks", plan.blocks());
        decided.put("passes", plan.passes());
        decided.put("ranges", corpus.ranges().size());
        decided.put("rate", rate());
        return new StratifiedSteps(cluster, files, stratified(plan), corpus);
    }

    /** What runs, and why, in a line. */
    String explain(EncodedCorpus corpus) {
        StratifiedPlan plan = plan(corpus.dictionary().size(), corpus.words());
        String kernel = PairKernels.of(conf.wordVectors().kernel().name().toLowerCase(java.util.Locale.ROOT))
                .explanation();
        return String.format(
                java.util.Locale.ROOT,
                "Training skip-gram, stratified: %,d words, dimension %d, %d blocks, %d passes an epoch, %d epochs; %s",
                corpus.words(),
                conf.wordVectors().dimension(),
                plan.blocks(),
                plan.passes(),
                conf.training().epochs(),
                kernel);
    }

    /**
     * Adds to a plan what follows from the vocabulary.
     *
     * @param plan takes it
     * @param vocabulary words of the dictionary
     * @param corpusWords words of the corpus
     * @param cluster how many slots there are
     */
    void describe(ObjectNode plan, int vocabulary, long corpusWords, Cluster cluster) {
        StratifiedPlan stratified = plan(vocabulary, corpusWords);
        long state = 2L * vocabulary * stride() * Float.BYTES;
        int tasks = StratifiedSteps.tasks(cluster, stratified.blocks(), state);
        ObjectNode node = plan.putObject("plan");
        node.put("strategy", "stratified");
        node.put("vocabulary", vocabulary);
        node.put("corpus_words", corpusWords);
        node.put("ranges", corpusWords / rangeWords(corpusWords) + 1);
        node.put("words_a_range", rangeWords(corpusWords));
        node.put("blocks", stratified.blocks());
        node.put("passes_an_epoch", stratified.passes());
        node.put("steps_a_pass_here", tasks);
        node.put(
                "steps_here",
                (long) tasks * stratified.passes() * conf.training().epochs());
        node.put("bytes_of_state", state);
        node.put("bytes_of_state_on_disk_at_most", state * (3L + conf.training().epochs()));
        node.put(
                "memory_an_executor",
                (2 * state / tasks + conf.wordVectors().passBytes() / tasks) * cluster.slotsAnExecutor());
    }
}
