package io.cohort.worker.data.example;

import java.io.IOException;

/** Reads examples by their numbers in the files. Safe for use by several threads. */
interface ExampleReader extends AutoCloseable {
    /**
     * Some examples.
     *
     * @param inFiles their numbers in the files
     * @param seeds one for each example, for its random changes; null for evaluation
     * @param smoothing share of a label that is spread over all classes
     * @throws io.cohort.worker.BadInputException if one is broken; names it
     * @throws IOException if the file system fails
     */
    Minibatch read(int[] inFiles, long[] seeds, double smoothing) throws IOException;

    /** Where an example lies, for messages: file and what leads to it inside. */
    Place place(int inFiles);

    @Override
    void close();

    /**
     * Where an example lies.
     *
     * @param file path
     * @param offset byte, row or number in the file, as {@code unit} says
     * @param unit what the offset counts
     */
    record Place(String file, long offset, String unit) {}
}
