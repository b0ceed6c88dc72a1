package io.cohort.worker.data.tree;

import java.io.Serializable;

/**
 * What a line of input may hold at most; beyond it the input is taken for damaged.
 *
 * @param classes labels are in [0, classes); at least 2, at most 127
 * @param depth brackets open at a time; in [1, 30000]
 * @param lineBytes bytes of a line without its end; at least 1
 */
public record TreeBounds(int classes, int depth, int lineBytes) implements Serializable {
    private static final int DEPTH = 1000;
    private static final int LINE_BYTES = 1 << 20;

    /** Checks the bounds themselves. */
    public TreeBounds {
        if (classes < 2 || classes > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("trees need 2 to 127 classes, not " + classes);
        }
        if (depth < 1 || depth > 30_000 || lineBytes < 1) {
            throw new IllegalArgumentException(
                    "depth " + depth + " or line of " + lineBytes + " bytes is out of range");
        }
    }

    /** A depth of 1,000 and lines of 1 MiB, far beyond any sentence. */
    public static TreeBounds of(int classes) {
        return new TreeBounds(classes, DEPTH, LINE_BYTES);
    }
}
