package io.cohort.worker.data.example;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which of the examples in the files count, in order: numbers in the files that are not chosen, or broken, get no number in
 * the catalog. Held as runs of neighbours, so that leaving out a few of millions costs little.
 */
public final class ExampleNumbers implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Number in the files of the first example of each run. */
    private final int[] starts;
    /** How many examples lie in earlier runs; one more than there are runs. */
    private final int[] before;

    private ExampleNumbers(int[] starts, int[] before) {
        this.starts = starts;
        this.before = before;
    }

    /** All of them. */
    public static ExampleNumbers all(int count) {
        return count == 0
                ? new ExampleNumbers(new int[0], new int[1])
                : new ExampleNumbers(new int[1], new int[] {0, count});
    }

    /**
     * Only some.
     *
     * @param inFiles their numbers in the files, ascending, each once; read, not kept
     */
    public static ExampleNumbers of(int[] inFiles) {
        int[] starts = new int[inFiles.length];
        int[] before = new int[inFiles.length + 1];
        int runs = 0;
        for (int i = 0; i < inFiles.length; i++) {
            if (i > 0 && inFiles[i] <= inFiles[i - 1]) {
                throw new IllegalArgumentException(inFiles[i] + " follows " + inFiles[i - 1]);
            }
            if (i == 0 || inFiles[i] != inFiles[i - 1] + 1) {
                before[runs] = i;
                starts[runs++] = inFiles[i];
            }
        }
        before[runs] = inFiles.length;
        return new ExampleNumbers(Arrays.copyOf(starts, runs), Arrays.copyOf(before, runs + 1));
    }

    /** How many examples count. */
    public int size() {
        return before[starts.length];
    }

    /**
     * Number of an example in the files.
     *
     * @param example its number in the catalog
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public int inFiles(int example) {
        if (example < 0 || example >= size()) {
            throw new IndexOutOfBoundsException("example " + example + " of " + size());
        }
        int found = Arrays.binarySearch(before, example);
        int run = found >= 0 ? found : -found - 2;
        return starts[run] + example - before[run];
    }

    /**
     * These without some of them; the others move up and keep their order.
     *
     * @param examples numbers in the catalog, in any order
     */
    public ExampleNumbers without(int[] examples) {
        int[] left = examples.clone();
        Arrays.sort(left);
        int[] kept = new int[size()];
        int count = 0;
        for (int example = 0; example < kept.length; example++) {
            if (Arrays.binarySearch(left, example) < 0) {
                kept[count++] = inFiles(example);
            }
        }
        return of(Arrays.copyOf(kept, count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExampleNumbers numbers
                && Arrays.equals(starts, numbers.starts)
                && Arrays.equals(before, numbers.before);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(before);
    }

    @Override
    public String toString() {
        return size() + " examples in " + starts.length + " runs";
    }
}
