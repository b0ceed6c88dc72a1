package io.cohort.worker.data.example;

import java.io.IOException;

/** Reads examples by number. Keeps what it may of the files in memory. Safe for use by several threads. */
public interface ExampleSource extends AutoCloseable {
    /** What there is. */
    ExampleCatalog catalog();

    /**
     * Examples as they are augmented for training in an epoch.
     *
     * @param examples their numbers in the catalog
     * @param seed of the run and the epoch; augmentation is a function of it and of the example's number
     * @throws io.cohort.worker.BadInputException if one cannot be decoded; names it
     * @throws IOException if the file system fails
     */
    Minibatch training(int[] examples, long seed) throws IOException;

    /**
     * Examples as they are evaluated: no augmentation but a centre crop.
     *
     * @param examples their numbers in the catalog
     * @throws io.cohort.worker.BadInputException if one cannot be decoded; names it
     * @throws IOException if the file system fails
     */
    Minibatch evaluation(int[] examples) throws IOException;

    @Override
    void close();
}
