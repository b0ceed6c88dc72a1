package io.cohort.worker.data.example;

import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import java.util.Arrays;
import java.util.List;

/** Which file an example lies in. */
final class FileNumbers {
    /** Number in the files of each file's first example; one more than there are files. */
    private final int[] first;

    FileNumbers(List<ExampleFile> files) {
        first = new int[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            first[i + 1] = Math.addExact(first[i], files.get(i).examples());
        }
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
