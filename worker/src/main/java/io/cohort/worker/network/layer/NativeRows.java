package io.cohort.worker.network.layer;

import io.cohort.worker.device.HostMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of an array whose last dimension are the channels, as rows of channels. Holds no memory itself: valid as long as
 * the array is. Who writes to it tells {@link HostMemory}.
 */
final class NativeRows {
    /** Bytes of a piece at most; a buffer holds no more than 2³¹ − 1. */
    private static final long PIECE = 1L << 30;

    private final Pointer start;
    private final long rowBytes;
    private final long rows;
    private final int piece;

    /** @param array row-major without gaps; not copied */
    NativeRows(INDArray array) {
        HostMemory.ready(array);
        start = array.data().addressPointer();
        long channels = array.size(array.rank() - 1);
        rowBytes = channels * array.data().getElementSize();
        rows = array.length() / channels;
        long whole = Math.max(1, PIECE / rowBytes / ChannelArithmetic.BLOCK) * ChannelArithmetic.BLOCK;
        piece = (int) Math.min(whole, rows);
    }

    long rows() {
        return rows;
    }

    /** Rows of every piece but the last: a multiple of the block of {@link ChannelArithmetic}. */
    int rowsOfPiece() {
        return piece;
    }

    /** Rows of the piece that begins with a row. */
    int rowsFrom(long row) {
        return (int) Math.min(piece, rows - row);
    }

    /** The piece that begins with a row. */
    ByteBuffer from(long row) {
        long bytes = rowsFrom(row) * rowBytes;
        return new Bytes(start, row * rowBytes, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Some bytes behind a pointer; frees nothing. */
    private static final class Bytes extends BytePointer {
        Bytes(Pointer start, long offset, long length) {
            super((Pointer) null);
            address = start.address() + offset;
            limit = length;
            capacity = length;
        }
    }
}
