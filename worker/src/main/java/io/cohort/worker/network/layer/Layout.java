package io.cohort.worker.network.layer;

import io.cohort.worker.device.HostMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** How arrays must lie in memory for the layers, and access to small ones. */
final class Layout {
    private Layout() {}

    /** Row-major without gaps and of a type; the array itself wherever it is so already. */
    static INDArray dense(INDArray array, DataType type) {
        INDArray typed = array.castTo(type);
        boolean dense = typed.ordering() == 'c' && Shape.hasDefaultStridesForShape(typed);
        return dense ? typed : typed.dup('c');
    }

    /** The numbers of a small dense array. */
    static double[] read(INDArray vector) {
        double[] values = new double[Math.toIntExact(vector.length())];
        NativeRows rows = new NativeRows(vector);
        ByteBuffer bytes = rows.from(0);
        boolean single = vector.dataType() == DataType.FLOAT;
        for (int i = 0; i < values.length; i++) {
            values[i] = single ? bytes.getFloat(4 * i) : bytes.getDouble(8 * i);
        }
        Reference.reachabilityFence(vector);
        return values;
    }

    /** Overwrites a small dense array. */
    static void write(double[] values, INDArray vector) {
        ByteBuffer bytes = new NativeRows(vector).from(0);
        boolean single = vector.dataType() == DataType.FLOAT;
        for (int i = 0; i < values.length; i++) {
            if (single) {
                bytes.putFloat(4 * i, (float) values[i]);
            } else {
                bytes.putDouble(8 * i, values[i]);
            }
        }
        HostMemory.written(vector);
        Reference.reachabilityFence(vector);
    }
}
