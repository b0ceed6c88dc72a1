package io.cohort.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the fault suite trains, each as small as it can be with twelve steps or more. */
enum FaultModel {
    /** Skip-gram with negative sampling in stratified steps. */
    SKIP_GRAM("skip-gram, stratified", "skipgram.conf", true, "word-vectors.blocks=8", "word-vectors.passes=4"),
    /** The same model in averaging steps. */
    AVERAGED(
            "skip-gram, averaged",
            "skipgram.conf",
            true,
            "word-vectors.strategy=averaging",
            "word-vectors.averaging-steps=6",
            "training.replicas=4"),
    /** Residual network: batch norm, Nesterov momentum. */
    RESIDUAL(
            "CNN, momentum, batch norm",
            "residual.conf",
            false,
            "network.parameters.width=4",
            "input.examples-per-class=16",
            "training.batch-size=8"),
    /** LSTM with Adam. */
    LSTM(
            "LSTM, Adam",
            "lstm-characters.conf",
            false,
            "network.parameters.hidden=[32]",
            "network.parameters.truncation=25",
            "input.sequence-length=50",
            "input.part=[0,0.05]",
            "training.batch-size=16");

    private final String label;
    private final String conf;
    private final boolean words;
    private final List<String> keys;

    FaultModel(String label, String conf, boolean words, String... keys) {
        this.label = label;
        this.conf = conf;
        this.words = words;
        this.keys = List.of(keys);
    }

    String label() {
        return label;
    }

    /** Whether it is one of word vectors, whose text is counted and encoded first. */
    boolean hasWords() {
        return words;
    }

    /**
     * What to train.
     *
     * @param directory of the run, a local path or a URI
     * @param text for word vectors
     */
    TrainingKeys keys(String directory, Path text) {
        List<String> all = new ArrayList<>(keys);
        all.add("training.epochs=3");
        if (words) {
            // The same bits as the vector kernel, and no slower in a JVM that compiles little.
            all.addAll(List.of(
                    "input.path=" + text,
                    "word-vectors.dimension=16",
                    "word-vectors.min-count=2",
                    "word-vectors.kernel=scalar"));
        } else {
            all.addAll(List.of("training.replicas=2", "training.averaging-frequency=2", "validation.path=none"));
        }
        return TrainingKeys.of(conf, Path.of("unused")).with(all).with("run.directory", directory);
    }
}
