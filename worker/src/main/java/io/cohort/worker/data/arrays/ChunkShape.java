package io.cohort.worker.data.arrays;

import io.cohort.worker.BadInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What one hands over at once: rows of some arrays.
 *
 * @param rows examples
 * @param arrays in the order of the file
 */
record ChunkShape(int rows, List<ArrayShape> arrays) implements Serializable {
    /**
     * Shape of a minibatch that was handed over.
     *
     * @param where it stood, for messages
     * @throws BadInputException if features or labels are missing, or the arrays have different numbers of examples
     */
    static ChunkShape of(MultiDataSet data, String where) {
        List<ArrayShape> arrays = new ArrayList<>();
        long rows = -1;
        for (ArrayKind kind : ArrayKind.values()) {
            INDArray[] all = of(data, kind);
            if (!kind.isMask() && (all == null || all.length == 0)) {
                throw new BadInputException(
                        where + " has no " + kind.words() + "; give every DataSet features and labels");
            }
            for (int i = 0; all != null && i < all.length; i++) {
                if (all[i] == null && kind.isMask()) {
                    continue;
                }
                rows = rows(all[i], rows, where, kind);
                long[] shape = all[i].shape();
                arrays.add(new ArrayShape(kind, i, java.util.Arrays.copyOfRange(shape, 1, shape.length)));
            }
        }
        return new ChunkShape(Math.toIntExact(rows), arrays);
    }

    private static long rows(INDArray array, long rows, String where, ArrayKind kind) {
        if (array == null || array.rank() < 2) {
            throw new BadInputException(where + " has " + kind.words()
                    + (array == null ? " that are null" : " of rank " + array.rank())
                    + "; expected an array whose first axis counts the examples, as [examples, columns]");
        }
        if (rows >= 0 && array.size(0) != rows) {
            throw new BadInputException(
                    where + " has " + array.size(0) + " rows of " + kind.words() + ", but " + rows
                            + " of features: a DataSet's arrays must have the same number of examples; mend it where it is made");
        }
        return array.size(0);
    }

    /** The arrays of one kind; null if there are none. */
    static INDArray[] of(MultiDataSet data, ArrayKind kind) {
        return switch (kind) {
            case FEATURES -> data.getFeatures();
            case LABELS -> data.getLabels();
            case FEATURE_MASK -> data.getFeaturesMaskArrays();
            case LABEL_MASK -> data.getLabelsMaskArrays();
        };
    }

    /** The array itself. */
    static INDArray of(MultiDataSet data, ArrayShape array) {
        return of(data, array.kind())[array.index()];
    }

    boolean hasSameRows(ChunkShape other) {
        if (arrays.size() != other.arrays.size()) {
            return false;
        }
        for (int i = 0; i < arrays.size(); i++) {
            if (!arrays.get(i).equalsExactly(other.arrays.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes sure that examples of both can stand in one minibatch.
     *
     * @param where this one stands
     * @param otherWhere the other one stands
     * @throws BadInputException if they cannot
     */
    void requireGoesWith(ChunkShape other, String where, String otherWhere) {
        List<ArrayShape> mine = unmasked();
        List<ArrayShape> theirs = other.unmasked();
        boolean fits = mine.size() == theirs.size();
        for (int i = 0; fits && i < mine.size(); i++) {
            fits = mine.get(i).goesWith(theirs.get(i));
        }
        if (!fits) {
            throw new BadInputException(
                    where + " has examples of " + mine + ", but " + otherWhere + " of " + theirs
                            + "; all DataSets must agree in everything but their number of examples and the length of sequences");
        }
    }

    private List<ArrayShape> unmasked() {
        return arrays.stream().filter(array -> !array.kind().isMask()).toList();
    }

    /** Bytes of the numbers of all rows. */
    long bytes() {
        return (long) rows * rowNumbers() * Float.BYTES;
    }

    /** Numbers of one row of all arrays. */
    long rowNumbers() {
        return arrays.stream().mapToLong(ArrayShape::numbers).sum();
    }
}
