package io.cohort.driver.kryo;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of numbers as little-endian bytes, copied in bulk instead of element by element. */
final class BulkArrays {
    private static final int CHUNK = 1 << 14;

    private BulkArrays() {}

    static void writeInts(Output output, int[] values) {
        writeInts(output, values, 0, values.length);
    }

    static void writeInts(Output output, int[] values, int from, int length) {
        output.writeInt(length, true);
        ByteBuffer buffer = buffer(length * 4L);
        for (int done = 0; done < length; ) {
            int count = Math.min(buffer.capacity() / 4, length - done);
            buffer.asIntBuffer().put(values, from + done, count);
            output.writeBytes(buffer.array(), 0, 4 * count);
            done += count;
        }
    }

    static int[] readInts(Input input) {
        int[] values = new int[length(input)];
        ByteBuffer buffer = buffer(values.length * 4L);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(buffer.capacity() / 4, values.length - done);
            input.readBytes(buffer.array(), 0, 4 * count);
            buffer.asIntBuffer().get(values, done, count);
            done += count;
        }
        return values;
    }

    static void writeLongs(Output output, long[] values) {
        output.writeInt(values.length, true);
        ByteBuffer buffer = buffer(values.length * 8L);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(buffer.capacity() / 8, values.length - done);
            buffer.asLongBuffer().put(values, done, count);
            output.writeBytes(buffer.array(), 0, 8 * count);
            done += count;
        }
    }

    static long[] readLongs(Input input) {
        long[] values = new long[length(input)];
        ByteBuffer buffer = buffer(values.length * 8L);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(buffer.capacity() / 8, values.length - done);
            input.readBytes(buffer.array(), 0, 8 * count);
            buffer.asLongBuffer().get(values, done, count);
            done += count;
        }
        return values;
    }

    private static int length(Input input) {
        int length = input.readInt(true);
        if (length < 0) {
            throw new KryoException("an array cannot have " + length + " elements");
        }
        return length;
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocate((int) Math.min(CHUNK, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
