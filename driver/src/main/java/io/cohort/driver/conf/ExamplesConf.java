package io.cohort.driver.conf;

import java.util.List;

/**
 * How examples of networks are read: those keys of {@code input} that word vectors do not have. Values are checked by the
 * worker's own settings, which name the key.
 *
 * @param format what the files hold, or auto
 * @param labels auto, none, or the path of idx labels
 * @param sequenceLength characters of an example of text
 * @param standardise whether columns and channels are brought to mean 0 and deviation 1
 * @param delimiter between the fields of a table
 * @param header whether a table has one
 * @param label which column is the label
 * @param classes names of the classes that count, in order; empty for all
 * @param otherClasses what becomes of examples of other classes
 * @param examplesPerClass at most so many of each class; 0 for all
 * @param part two shares between which the examples that count lie
 * @param choiceSeed decides which examples are chosen
 */
public record ExamplesConf(
        InputFormat format,
        String labels,
        int sequenceLength,
        boolean standardise,
        String delimiter,
        String header,
        String label,
        List<String> classes,
        OtherClasses otherClasses,
        int examplesPerClass,
        List<Double> part,
        long choiceSeed)
        implements Inlined {
    /** @throws ConfigurationException if a value is missing or out of its range */
    public ExamplesConf {
        Limits.given("input.format", format);
        Limits.text("input.labels", labels);
        Limits.whole("input.sequence-length", sequenceLength, 1, 1_000_000);
        Limits.given("input.other-classes", otherClasses);
        Limits.whole("input.examples-per-class", examplesPerClass, 0, Integer.MAX_VALUE);
        Limits.part("input.part", part);
        classes = List.copyOf(classes);
        part = List.copyOf(part);
    }

    /** What becomes of examples of classes that are not named; {@code input.other-classes}. */
    public enum OtherClasses {
        /** They are bad input. */
        REFUSED,
        /** They do not count. */
        PASSED_OVER
    }

    /** What files of examples hold; {@code input.format}. */
    public enum InputFormat {
        /** Found out by names and first bytes. */
        AUTO,
        /** Images with labels beside them, as MNIST has them. */
        IDX,
        /** A folder for each class. */
        IMAGE_FOLDER,
        /** Images packed by {@code prepare}. */
        PACKED,
        /** Time series, {@code .ts}. */
        SERIES,
        /** A table. */
        CSV,
        /** Characters of a text, cut into sequences. */
        CHARACTERS,
        /** Bracketed, labelled trees. */
        TREES
    }
}
