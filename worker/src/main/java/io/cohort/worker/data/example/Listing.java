package io.cohort.worker.data.example;

import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import java.util.List;
import java.util.function.Function;

/**
 * What a format's files hold, before some of it is chosen.
 *
 * @param format of the files
 * @param files in order
 * @param classes names in order
 * @param shape of every example
 * @param labels class of each example of the files in their order; {@link #OTHER} and {@link #BROKEN} besides; null where
 *     there are no classes
 * @param scaling finds the scaling in the examples that were chosen; may give null
 */
record Listing(
        ExampleFormat format,
        List<ExampleFile> files,
        List<String> classes,
        ExampleShape shape,
        int[] labels,
        Function<ExampleNumbers, Scaling> scaling) {
    /** Of a class that does not count. */
    static final int OTHER = -1;

    /** Cannot be read; counts, so that reading it says why. */
    static final int BROKEN = -2;

    /** How many examples lie in the files. */
    int size() {
        return files.stream().mapToInt(ExampleFile::examples).sum();
    }
}
