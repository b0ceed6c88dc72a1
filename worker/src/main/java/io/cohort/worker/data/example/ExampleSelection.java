package io.cohort.worker.data.example;

import java.io.Serializable;
import java.util.List;

/**
 * Which of the examples in the files count.
 *
 * @param classes {@code input.classes}: names of the classes in the order of their numbers; empty for all that the files
 *     hold, in the order of their names
 * @param others {@code input.other-classes}: whether examples of classes not named are passed over, or are an error
 * @param perClass {@code input.examples-per-class}: at most so many of each class, chosen by the seed; 0 for all. Of
 *     examples without classes, so many in all
 * @param from {@code input.part}: share of the input at which the part that counts begins, in [0, 1). Of text the share of
 *     the characters; of all else examples are put in an order drawn by the seed first
 * @param to share at which the part ends, in (from, 1]
 * @param seed {@code input.choice-seed}: decides which are chosen
 */
public record ExampleSelection(List<String> classes, Others others, int perClass, double from, double to, long seed)
        implements Serializable {
    /** What becomes of examples of classes that are not named. */
    public enum Others {
        /** They do not count. */
        PASSED_OVER,
        /** They are bad input. */
        REFUSED
    }

    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public ExampleSelection {
        classes = List.copyOf(classes);
        if (classes.stream().distinct().count() < classes.size()) {
            throw new IllegalArgumentException("input.classes must name each class once, but is " + classes);
        }
        if (perClass < 0) {
            throw new IllegalArgumentException("input.examples-per-class must be at least 0, but is " + perClass);
        }
        if (!(from >= 0 && from < to && to <= 1)) {
            throw new IllegalArgumentException(
                    "input.part must be two shares with 0 <= from < to <= 1, but is [" + from + ", " + to + "]");
        }
    }

    /** All examples. */
    public static ExampleSelection everything() {
        return new ExampleSelection(List.of(), Others.REFUSED, 0, 0, 1, 0);
    }

    /** All examples of the same classes. */
    ExampleSelection everyExample() {
        return new ExampleSelection(classes, others, 0, 0, 1, seed);
    }

    /** Only some classes, others passed over. */
    public ExampleSelection withClasses(List<String> names) {
        return new ExampleSelection(names, Others.PASSED_OVER, perClass, from, to, seed);
    }

    /** At most so many of a class, chosen by a seed. */
    public ExampleSelection withPerClass(int most, long newSeed) {
        return new ExampleSelection(classes, others, most, from, to, newSeed);
    }

    /** A part of the input. */
    public ExampleSelection withPart(double begin, double end) {
        return new ExampleSelection(classes, others, perClass, begin, end, seed);
    }
}
