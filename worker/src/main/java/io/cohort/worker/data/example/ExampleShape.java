package io.cohort.worker.data.example;

import java.io.Serializable;

/**
 * What an example looks like to a network.
 *
 * @param kind image, table row or sequence
 * @param height of an image; 1 otherwise
 * @param width of an image; 1 otherwise
 * @param channels of an image or sequence; columns of a table
 * @param time longest sequence; 1 otherwise
 * @param classes numbers of a label
 * @param labelEachStep whether every time step has a label of its own
 */
public record ExampleShape(Kind kind, int height, int width, int channels, int time, int classes, boolean labelEachStep)
        implements Serializable {
    /** How the features are laid out. */
    public enum Kind {
        /** [n, height, width, channels]. */
        IMAGE,
        /** [n, columns]. */
        TABLE,
        /** [n, channels, time]. */
        SEQUENCE
    }
}
