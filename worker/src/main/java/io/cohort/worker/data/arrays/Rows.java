package io.cohort.worker.data.arrays;

import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One row of some arrays.
 *
 * @param shape of the chunk that it comes from
 * @param values of each array, row-major
 * @param row which row of them
 */
record Rows(ChunkShape shape, float[][] values, int row) {
    /**
     * Rows as one minibatch.
     *
     * @param rows of the same shapes, at least one
     */
    static MultiDataSet joined(List<Rows> rows) {
        ChunkShape shape = rows.get(0).shape;
        INDArray[][] arrays = new INDArray[ArrayKind.values().length][];
        for (ArrayKind kind : ArrayKind.values()) {
            int count = shape.arrays().stream()
                    .filter(array -> array.kind() == kind)
                    .mapToInt(array -> array.index() + 1)
                    .max()
                    .orElse(0);
            arrays[kind.ordinal()] = count == 0 ? null : new INDArray[count];
        }
        for (int i = 0; i < shape.arrays().size(); i++) {
            ArrayShape array = shape.arrays().get(i);
            arrays[array.kind().ordinal()][array.index()] = joined(rows, i, array);
        }
        return new MultiDataSet(
                arrays[ArrayKind.FEATURES.ordinal()],
                arrays[ArrayKind.LABELS.ordinal()],
                arrays[ArrayKind.FEATURE_MASK.ordinal()],
                arrays[ArrayKind.LABEL_MASK.ordinal()]);
    }

    private static INDArray joined(List<Rows> rows, int which, ArrayShape array) {
        int numbers = array.numbers();
        float[] joined = new float[Math.multiplyExact(rows.size(), numbers)];
        for (int i = 0; i < rows.size(); i++) {
            Rows each = rows.get(i);
            System.arraycopy(each.values[which], each.row * numbers, joined, i * numbers, numbers);
        }
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(joined, array.of(rows.size()), 'c');
        }
    }
}
