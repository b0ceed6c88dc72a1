package io.cohort.driver.network;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;

/**
 * Other examples as a trained network sees them: it is built for the classes and the shape that it has learned, even if
 * these examples have no labels.
 */
final class LearnedSource implements ExampleSource {
    private final ExampleSource source;
    private final ExampleCatalog catalog;

    /** @param source closed with this one */
    LearnedSource(ExampleSource source, ExampleSettings.Learned learned) {
        this.source = source;
        ExampleCatalog found = source.catalog();
        this.catalog = new ExampleCatalog(
                found.format(), found.files(), learned.classes(), learned.shape(), found.numbers(), found.scaling());
    }

    @Override
    public ExampleCatalog catalog() {
        return catalog;
    }

    @Override
    public Minibatch training(int[] examples, long seed) throws IOException {
        return source.training(examples, seed);
    }

    @Override
    public Minibatch evaluation(int[] examples) throws IOException {
        return source.evaluation(examples);
    }

    @Override
    public void close() {
        source.close();
    }
}
