package io.cohort.worker.data.example;

import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which file an example lies in. */
final class FileNumbers {
    /** Number in the files of each file's first example; one more than there are files. */
    private final int[] first;

    private FileNumbers(int[] first) {
        this.first = first;
    }

    /** @param examples how many each file holds */
    static FileNumbers of(IntStream examples) {
        int[] counts = examples.toArray();
        int[] first = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            first[i + 1] = Math.addExact(first[i], counts[i]);
        }
        return new FileNumbers(first);
    }

    static FileNumbers of(List<ExampleFile> files) {
        return of(files.stream().mapToInt(ExampleFile::examples));
    }

    /** Examples of all files. */
    int size() {
        return first[first.length - 1];
    }

    /** The file of an example, counted from 0. Files without examples are never it. */
    int file(int inFiles) {
        int found = Arrays.binarySearch(first, inFiles);
        if (found < 0) {
            return -found - 2;
        }
        int last = found;
        while (first[last + 1] == inFiles) {
            last++;
        }
        return last;
    }

    /** Number of the first example of a file. */
    int first(int file) {
        return first[file];
    }
}
