package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses which examples of the files count. */
final class Choice {
    private Choice() {}

    /**
     * Numbers in the files of the examples that the settings choose.
     *
     * @throws BadInputException if a class that was named has no example
     */
    static ExampleNumbers of(ExampleSettings settings, Listing listing) {
        ExampleSelection selection = settings.selection();
        int size = listing.size();
        int[] labels = listing.labels();
        if (labels == null && selection.perClass() == 0 && isWhole(selection, listing)) {
            return ExampleNumbers.all(size);
        }
        int[] chosen = IntStream.range(0, size)
                .filter(i -> labels == null || labels[i] != Listing.OTHER)
                .toArray();
        if (!isWhole(selection, listing)) {
            chosen = part(chosen, selection);
        }
        if (selection.perClass() > 0) {
            chosen = atMost(chosen, labels, listing.classes().size(), selection);
        }
        return ExampleNumbers.of(chosen);
    }

    /** The part of a text was cut when it was listed. */
    private static boolean isWhole(ExampleSelection selection, Listing listing) {
        return listing.format() == ExampleFormat.CHARACTERS || (selection.from() == 0 && selection.to() == 1);
    }

    private static int[] part(int[] candidates, ExampleSelection selection) {
        int[] drawn = drawn(candidates, selection.seed());
        int from = (int) Math.round(selection.from() * drawn.length);
        int to = (int) Math.round(selection.to() * drawn.length);
        return sorted(Arrays.copyOfRange(drawn, from, to));
    }

    private static int[] atMost(int[] candidates, int[] labels, int classes, ExampleSelection selection) {
        int[] left = new int[Math.max(1, classes)];
        Arrays.fill(left, selection.perClass());
        int[] kept = Arrays.stream(drawn(candidates, selection.seed()))
                .filter(i -> labels == null ? left[0]-- > 0 : labels[i] < 0 || left[labels[i]]-- > 0)
                .toArray();
        return sorted(kept);
    }

    /** In an order that the seed and the numbers alone decide. */
    private static int[] drawn(int[] candidates, long seed) {
        return Arrays.stream(candidates)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> Seeds.of(seed, i))
                        .thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    private static int[] sorted(int[] numbers) {
        Arrays.sort(numbers);
        return numbers;
    }
}
