package io.cohort.worker.data.example;

/**
 * Floats with a shape.
 *
 * @param values row-major; kept, not copied
 * @param shape lengths of the axes, outermost first
 */
public record Tensor(float[] values, int... shape) {
    public Tensor {
        int size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        if (size != values.length) {
            throw new IllegalArgumentException("shape " + java.util.Arrays.toString(shape) + " needs " + size
                    + " floats, but got " + values.length);
        }
    }
}
