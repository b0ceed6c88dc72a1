package io.cohort.worker.data.example;

/** What files of examples hold. */
public enum ExampleFormat {
    /** Images with labels beside them, as MNIST has them. */
    IDX,
    /** A folder for each class. */
    IMAGE_FOLDER,
    /** Images packed by {@code prepare}. */
    PACKED,
    /** Time series, {@code .ts}. */
    SERIES,
    /** A table with a header; the last column is the label unless said otherwise. */
    CSV,
    /** Characters of a text, cut into sequences. */
    CHARACTERS,
    /** Bracketed, labelled trees. */
    TREES
}
