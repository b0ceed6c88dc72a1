package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;

/**
 * Examples as a network takes them.
 *
 * @param source closed with this one
 * @param order of images
 */
record OrderedSource(ExampleSource source, ImageOrder order) implements ExampleSource {
    /** The source itself where it is in order already. */
    static ExampleSource of(ExampleSource source, ImageOrder order) {
        return order == ImageOrder.CHANNELS_LAST ? source : new OrderedSource(source, order);
    }

    @Override
    public ExampleCatalog catalog() {
        return source.catalog();
    }

    @Override
    public Minibatch training(int[] examples, long seed) throws IOException {
        return order.of(source.training(examples, seed));
    }

    @Override
    public Minibatch evaluation(int[] examples) throws IOException {
        return order.of(source.evaluation(examples));
    }

    @Override
    public void close() {
        source.close();
    }
}
