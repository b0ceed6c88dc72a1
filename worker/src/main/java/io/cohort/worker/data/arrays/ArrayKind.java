package io.cohort.worker.data.arrays;

/** What an array of a minibatch is for. The order is that of the file. */
enum ArrayKind {
    FEATURES("features"),
    LABELS("labels"),
    FEATURE_MASK("mask of the features"),
    LABEL_MASK("mask of the labels");

    private static final int TIME_AXES = 3;

    private final String words;

    ArrayKind(String words) {
        this.words = words;
    }

    /** For messages. */
    String words() {
        return words;
    }

    boolean isMask() {
        return this == FEATURE_MASK || this == LABEL_MASK;
    }

    /** Whether sequences of other lengths go with those of this shape. */
    static boolean hasTime(long[] shape) {
        return shape.length == TIME_AXES;
    }
}
