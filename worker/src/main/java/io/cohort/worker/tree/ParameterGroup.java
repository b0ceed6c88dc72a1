package io.cohort.worker.tree;

import java.io.Serializable;

/**
 * A matrix among the flat parameters, row-major.
 *
 * @param name what it does
 * @param offset of its first number
 * @param rows inputs, or 1 for a bias
 * @param columns outputs
 */
public record ParameterGroup(String name, int offset, int rows, int columns) implements Serializable {
    /** Numbers in it. */
    public int size() {
        return rows * columns;
    }

    /** The offset behind its last number. */
    public int end() {
        return offset + size();
    }

    boolean isBias() {
        return name.endsWith("bias");
    }
}
