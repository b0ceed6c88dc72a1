package io.cohort.worker.network;

import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Native arrays for one minibatch after another; allocated anew only when a shape changes. Frees them when closed. */
final class NativeMinibatch implements AutoCloseable {
    private static final int FEATURES = 0;
    private static final int LABELS = 1;
    private static final int FEATURE_MASK = 2;
    private static final int LABEL_MASK = 3;

    private final DataType type;
    private final INDArray[] arrays = new INDArray[4];
    private final INDArray[] filled = new INDArray[4];

    NativeMinibatch(DataType type) {
        this.type = type;
    }

    /** Copies a minibatch in; what was there is gone. */
    NativeMinibatch fill(Minibatch minibatch) {
        fill(FEATURES, minibatch.features());
        fill(LABELS, minibatch.labels());
        fill(FEATURE_MASK, minibatch.featureMask());
        fill(LABEL_MASK, minibatch.labelMask());
        return this;
    }

    private void fill(int slot, Tensor tensor) {
        filled[slot] = null;
        if (tensor == null) {
            return;
        }
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        if (arrays[slot] == null || !Arrays.equals(arrays[slot].shape(), shape)) {
            free(slot);
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                arrays[slot] = Nd4j.createUninitialized(type, shape, 'c');
            }
        }
        NativeFloats.put(tensor.values(), arrays[slot]);
        filled[slot] = arrays[slot];
    }

    INDArray features() {
        return filled[FEATURES];
    }

    /** Null where the minibatch has none. */
    INDArray labels() {
        return filled[LABELS];
    }

    /** Null where the minibatch has none. */
    INDArray featureMask() {
        return filled[FEATURE_MASK];
    }

    /** Null where the minibatch has none. */
    INDArray labelMask() {
        return filled[LABEL_MASK];
    }

    private void free(int slot) {
        if (arrays[slot] != null) {
            arrays[slot].close();
            arrays[slot] = null;
        }
    }

    @Override
    public void close() {
        for (int slot = 0; slot < arrays.length; slot++) {
            filled[slot] = null;
            free(slot);
        }
    }
}
