package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.picture.ProjectorFiles;
import io.cohort.driver.picture.WordPictures;
import io.cohort.driver.step.ModelWriter;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.Steps;
import io.cohort.worker.vectors.WordVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Word vectors about to be trained on an encoded corpus. */
final class WordVectorTraining implements ModelRun.ModelTraining {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Words of the map that t-SNE places in a second. */
    private static final double MAPPED_A_SECOND = 1000;

    private static final int LEAST_MAPPED = 300;
    private static final int MOST_MAPPED = 1500;

    private final Cluster cluster;
    private final RunFiles files;
    private final WordVectorSettings words;
    private final EncodedCorpus corpus;
    private final Steps steps;

    WordVectorTraining(Cluster cluster, RunFiles files, WordVectorSettings words, EncodedCorpus corpus) {
        this.cluster = cluster;
        this.files = files;
        this.words = words;
        this.corpus = corpus;
        this.steps = words.steps(cluster, files, corpus);
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public String explain() {
        return words.explain(corpus);
    }

    @Override
    public ModelRun.Amount epoch() {
        return new ModelRun.Amount(corpus.words(), corpus.sentences());
    }

    @Override
    public Optional<ObjectNode> measure(StateManifest state) {
        return Optional.empty();
    }

    @Override
    public String write(StateManifest state) {
        try {
            return ModelWriter.write(cluster, files, state, corpus.dictionary()).modelSha256();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model: " + e.getMessage(), e);
        }
    }

    @Override
    public ObjectNode pictures(StateManifest state, double seconds) {
        int mapped = (int) Math.max(LEAST_MAPPED, Math.min(MOST_MAPPED, seconds * MAPPED_A_SECOND));
        ObjectNode pictures = JSON.createObjectNode();
        WordVectors frequent = WordPictures.frequent(cluster, files, state, corpus.dictionary());
        pictures.set("words", WordPictures.of(frequent, mapped));
        try {
            ProjectorFiles.write(files.files(), files.directory(), frequent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the projector's files: " + e.getMessage(), e);
        }
        return pictures;
    }

    @Override
    public void close() {
        steps.close();
    }
}
