package io.cohort.worker.tree;

import io.cohort.worker.device.HostMemory;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of row-major matrices by ND4J, from and to Java arrays. Blocks of nodes are copied into native memory and back,
 * which costs little beside the product; a weight matrix is copied once a minibatch.
 */
final class Products implements AutoCloseable {
    private final Native left = new Native();
    private final Native right = new Native();
    private final Native result = new Native();

    /** A row-major matrix [rows, columns] in native memory, to ND4J the transposed one in column order. */
    static final class Native implements AutoCloseable {
        private INDArray memory;
        private FloatPointer pointer;

        /** Room for so many numbers, seen as [columns, rows] in column order. */
        private INDArray shaped(int rows, int columns) {
            long size = Math.multiplyExact((long) rows, columns);
            if (memory == null || memory.length() < size) {
                close();
                memory = Nd4j.createUninitialized(DataType.FLOAT, size + size / 4);
                pointer = new FloatPointer(memory.data().pointer());
            }
            return Nd4j.create(memory.data(), new long[] {columns, rows}, new long[] {1, columns}, 0, 'f');
        }

        private INDArray holding(float[] values, int offset, int rows, int columns) {
            INDArray shaped = shaped(rows, columns);
            pointer.position(0).put(values, offset, rows * columns);
            HostMemory.written(memory);
            return shaped;
        }

        private void get(float[] values, int offset, int size) {
            HostMemory.ready(memory);
            pointer.position(0).get(values, offset, size);
        }

        @Override
        public void close() {
            if (memory != null) {
                memory.close();
                memory = null;
            }
        }
    }

    /** A weight matrix [inputs, outputs] that stays in native memory until it is loaded anew. */
    static final class Weights implements AutoCloseable {
        private final Native memory = new Native();
        private INDArray matrix;
        private int inputs;
        private int outputs;

        void load(float[] parameters, ParameterGroup group) {
            inputs = group.rows();
            outputs = group.columns();
            matrix = memory.holding(parameters, group.offset(), inputs, outputs);
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /**
     * C = A·W.
     *
     * @param a shape [n, inputs] from aOffset; read
     * @param c shape [n, outputs] from cOffset; written
     */
    void times(float[] a, int aOffset, int n, Weights w, float[] c, int cOffset) {
        if (n > 0) {
            INDArray product = result.shaped(n, w.outputs);
            Nd4j.gemm(w.matrix, left.holding(a, aOffset, n, w.inputs), product, false, false, 1, 0);
            result.get(c, cOffset, n * w.outputs);
        }
    }

    /**
     * C = A·Wᵀ.
     *
     * @param a shape [n, outputs] from aOffset; read
     * @param c shape [n, inputs] from cOffset; written
     */
    void timesTransposed(float[] a, int aOffset, int n, Weights w, float[] c, int cOffset) {
        if (n > 0) {
            INDArray product = result.shaped(n, w.inputs);
            Nd4j.gemm(w.matrix, left.holding(a, aOffset, n, w.outputs), product, true, false, 1, 0);
            result.get(c, cOffset, n * w.inputs);
        }
    }

    /**
     * C = Aᵀ·B, zeros if n is 0.
     *
     * @param a shape [n, group.rows]; read
     * @param b shape [n, group.columns]; read
     * @param c shape [group.rows, group.columns] from the group's offset; written
     */
    void transposedTimes(float[] a, float[] b, int n, float[] c, ParameterGroup group) {
        if (n == 0) {
            java.util.Arrays.fill(c, group.offset(), group.end(), 0);
            return;
        }
        INDArray product = result.shaped(group.rows(), group.columns());
        INDArray first = left.holding(a, 0, n, group.rows());
        INDArray second = right.holding(b, 0, n, group.columns());
        Nd4j.gemm(second, first, product, false, true, 1, 0);
        result.get(c, group.offset(), group.size());
    }

    @Override
    public void close() {
        left.close();
        right.close();
        result.close();
    }
}
