package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.corpus.CorpusStore;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.driver.report.Progress;
import io.cohort.worker.data.InputPieces;
import java.util.Optional;

/** The text of a run of word vectors: counted, then encoded once into the run's directory. */
final class WordVectorInput implements ModelRun.ModelInput {
    private final CohortConf conf;
    private final WordVectorSettings words;
    private final InputPieces input;

    WordVectorInput(CohortConf conf, WordVectorSettings words, InputPieces input) {
        this.conf = conf;
        this.words = words;
        this.input = input;
    }

    @Override
    public String fingerprint() {
        return input.fingerprint();
    }

    @Override
    public String summary() {
        return input.summary();
    }

    /** Counts the words, since blocks and passes follow from them. */
    @Override
    public void plan(ObjectNode plan, Cluster cluster, RunFiles files) {
        WordCounting.Counted counted = new SoundText(conf.badRecords(), words, cluster, files, said -> {})
                .count(input, false)
                .counted();
        ObjectNode in = plan.putObject("input");
        in.put("summary", input.summary());
        in.put("pieces", input.pieces().size());
        in.put("words", counted.statistics().words());
        in.put("different_words", counted.differentWords());
        words.describe(plan, counted.dictionary().size(), counted.dictionary().totalCount(), cluster);
    }

    @Override
    public ModelRun.ModelTraining prepare(ActiveRun run) {
        Cluster cluster = run.cluster();
        RunFiles files = run.files();
        RunRecord record = run.record();
        Progress progress = run.progress();
        CorpusStore store = new CorpusStore(cluster, files, run.claim()::check);
        Optional<EncodedCorpus> found = store.find();
        EncodedCorpus corpus =
                found.isPresent() ? found.get() : new Encoding(cluster, files, record, progress).encode(store);
        ObjectNode node = record.node().putObject("corpus");
        node.put("words", corpus.words());
        node.put("sentences", corpus.sentences());
        node.put("vocabulary", corpus.dictionary().size());
        node.put("different_words", corpus.statistics().differentWords());
        node.put("input_words", corpus.statistics().text().words());
        node.put("repaired_sequences", corpus.statistics().text().malformed());
        node.put("bad_sentences", corpus.statistics().text().malformedSentences());
        node.put("bad_files", corpus.statistics().badFiles());
        node.put("ranges", corpus.ranges().size());
        words.describe(record.node(), corpus.dictionary().size(), corpus.words(), cluster);
        record.write(true);
        return new WordVectorTraining(cluster, files, words, corpus);
    }

    /** What counting and encoding need besides the input. */
    private final class Encoding {
        private final Cluster cluster;
        private final RunFiles files;
        private final RunRecord record;
        private final Progress progress;

        Encoding(Cluster cluster, RunFiles files, RunRecord record, Progress progress) {
            this.cluster = cluster;
            this.files = files;
            this.record = record;
            this.progress = progress;
        }

        EncodedCorpus encode(CorpusStore store) {
            progress.say("Counting the words of " + input.summary());
            long start = System.nanoTime();
            SoundText.Found found =
                    new SoundText(conf.badRecords(), words, cluster, files, progress::say).count(input, true);
            long between = System.nanoTime();
            record.addSeconds("vocabulary", (between - start) * 1e-9);
            say(found.counted());
            EncodedCorpus corpus = store.encode(
                    found.counted(),
                    found.input().pieces(),
                    words.textSettings(),
                    words.rangeWords(found.counted().dictionary().totalCount()),
                    found.badFiles());
            record.addSeconds("encode", (System.nanoTime() - between) * 1e-9);
            return corpus;
        }

        private void say(WordCounting.Counted counted) {
            progress.say(String.format(
                    java.util.Locale.ROOT,
                    "%,d words, %,d different; %,d in the vocabulary; encoding",
                    counted.statistics().words(),
                    counted.differentWords(),
                    counted.dictionary().size()));
        }
    }
}
