package io.cohort.worker.data.example;

import java.io.Serializable;
import java.util.List;

/**
 * What there is to train or evaluate on, found once at the start of a run and the same for every task. Examples are
 * numbered from 0 in the order of the files.
 *
 * @param format what the files hold
 * @param files in order
 * @param classes names of the classes, in order; empty where there are none
 * @param shape of every example
 */
public record ExampleCatalog(ExampleFormat format, List<ExampleFile> files, List<String> classes, ExampleShape shape)
        implements Serializable {
    /** Keeps its own copies. */
    public ExampleCatalog {
        files = List.copyOf(files);
        classes = List.copyOf(classes);
    }

    /** How many examples. */
    public int size() {
        return files.stream().mapToInt(ExampleFile::examples).sum();
    }

    /**
     * A file of examples.
     *
     * @param path qualified with its file system
     * @param length bytes
     * @param examples how many it holds
     * @param label class of all its examples where its folder says it; -1 otherwise
     */
    public record ExampleFile(String path, long length, int examples, int label) implements Serializable {}
}
