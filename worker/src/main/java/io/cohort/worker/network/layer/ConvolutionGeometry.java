package io.cohort.worker.network.layer;

/**
 * What a convolution is, but for the size of its input; pairs are vertical, horizontal.
 *
 * @param kernel sizes
 * @param stride at least 1
 * @param padding rows above and columns to the left, and as many below and to the right; not used if same
 * @param dilation 1 for none
 * @param same whether the output has ⌈input / stride⌉ rows and columns, with the padding that this takes
 * @param rectified whether ReLU follows
 */
record ConvolutionGeometry(
        int[] kernel, int[] stride, int[] padding, int[] dilation, boolean same, boolean rectified) {

    /** Rows (axis 0) or columns (axis 1) of padding before and after an input. */
    long[] padding(int axis, long input) {
        if (!same) {
            return new long[] {padding[axis], padding[axis]};
        }
        long covered = (outputSize(axis, input) - 1) * stride[axis] + extent(axis);
        long total = Math.max(0, covered - input);
        return new long[] {total / 2, total - total / 2};
    }

    /** Rows (axis 0) or columns (axis 1) of the output. */
    long outputSize(int axis, long input) {
        return same
                ? (input + stride[axis] - 1) / stride[axis]
                : (input + 2L * padding[axis] - extent(axis)) / stride[axis] + 1;
    }

    private long extent(int axis) {
        return (kernel[axis] - 1L) * dilation[axis] + 1;
    }
}
