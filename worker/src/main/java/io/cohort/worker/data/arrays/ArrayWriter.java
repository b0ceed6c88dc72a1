package io.cohort.worker.data.arrays;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Sha256;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Writes a part of a program's examples. A chunk is what the program hands over at once: magic, rows and the arrays' shapes as
 * big-endian ints, then array after array as little-endian floats, row-major.
 */
public final class ArrayWriter implements AutoCloseable {
    static final int MAGIC = 0x43_4f_41_31;

    private final String part;
    private final Path file;
    private final MessageDigest digest;
    private final DataOutputStream out;
    private final List<Integer> rows = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private ChunkShape first;
    private long written;
    private int given;

    /**
     * @param files file system
     * @param file written anew
     * @param part what it holds, for messages: "partition 3"
     * @throws IOException if the file system fails
     */
    public ArrayWriter(FileSystem files, Path file, String part) throws IOException {
        this.part = part;
        this.file = file;
        this.digest = Sha256.start();
        OutputStream raw = files.create(file, true);
        this.out = new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(raw, digest), 1 << 16));
    }

    /**
     * Adds some examples.
     *
     * @param data read, not kept; one without rows is passed over
     * @throws BadInputException if it is null, lacks features or labels, or does not go with those before
     * @throws IOException if the file system fails
     */
    public void add(MultiDataSet data) throws IOException {
        String where = "DataSet " + given++ + " of " + part + " (counted from 0)";
        if (data == null) {
            throw new BadInputException(where + " is null; filter such elements out of the RDD");
        }
        ChunkShape shape = ChunkShape.of(data, where);
        if (first == null) {
            first = shape;
        }
        shape.requireGoesWith(first, where, "the first one of " + part);
        offsets.add(written);
        rows.add(shape.rows());
        writeHeader(shape);
        for (ArrayShape array : shape.arrays()) {
            write(ChunkShape.of(data, array));
        }
    }

    private void writeHeader(ChunkShape shape) throws IOException {
        writeInt(MAGIC);
        writeInt(shape.rows());
        writeInt(shape.arrays().size());
        for (ArrayShape array : shape.arrays()) {
            writeInt(array.kind().ordinal());
            writeInt(array.index());
            writeInt(array.row().length);
            for (long length : array.row()) {
                writeInt(Math.toIntExact(length));
            }
        }
    }

    private void writeInt(int value) throws IOException {
        out.writeInt(value);
        written += Integer.BYTES;
    }

    private void write(INDArray array) throws IOException {
        // A copy even where it seems to lie in order: views and what was permuted say so as well.
        float[] values;
        try (INDArray plain = array.castTo(DataType.FLOAT).dup('c')) {
            values = plain.data().getFloatsAt(0, Math.toIntExact(plain.length()));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
        written += bytes.capacity();
    }

    /**
     * Ends the file.
     *
     * @return what it holds
     * @throws IOException if the file system fails
     */
    public ArrayPart finish() throws IOException {
        out.close();
        return new ArrayPart(
                file.toString(),
                offsets.stream().mapToLong(Long::longValue).toArray(),
                rows.stream().mapToInt(Integer::intValue).toArray(),
                first,
                HexFormat.of().formatHex(digest.digest()));
    }

    /** Gives the file up; to be called after {@link #finish} as well. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
