package io.cohort.worker.state;

import io.cohort.worker.BadInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One block as a file: a header of 40 bytes, the rows as raw floats, a CRC-32C of all before it; all little-endian.
 *
 * <pre>
 * 0  8 bytes  "COHORTBK"       24  int  rows
 * 8  int      version (1)      28  int  width
 * 12 int      table            32  int  stride
 * 16 int      index            36  int  0
 * 20 int      blocks           40  rows * stride floats, then int CRC-32C
 * </pre>
 */
public final class BlockFile {
    private static final long MAGIC = ByteBuffer.wrap("COHORTBK".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    private static final int VERSION = 1;
    private static final int HEADER = 40;
    /** Larger ones make the JVM map and fault in a native buffer for every call. */
    private static final int CHUNK = 1 << 16;

    private BlockFile() {}

    /**
     * Bytes that a block's file has.
     *
     * @param rows rows of the block
     * @param stride floats from row to row
     * @return length in bytes
     */
    public static long length(int rows, int stride) {
        return HEADER + 4L * rows * stride + 4;
    }

    /**
     * Writes a block; a file of that name is replaced.
     *
     * @param files file system to write to
     * @param path name of the new file
     * @param block what to write
     * @return the CRC-32C that the file ends with
     * @throws IOException if the file system fails
     */
    public static int write(FileSystem files, Path path, Block block) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            return write(out, block);
        }
    }

    /**
     * Writes a block, over a spare file where there is one.
     *
     * @param files file system to write to
     * @param path name of the new file, which no other file has
     * @param block what to write
     * @param spares used if the file system is the local one
     * @return the CRC-32C that the file ends with
     * @throws IOException if the file system fails
     */
    public static int write(FileSystem files, Path path, Block block, SpareFiles spares) throws IOException {
        if (files instanceof LocalFiles local) {
            Optional<OutputStream> over = spares.open(local.pathToFile(path).toPath());
            if (over.isPresent()) {
                try (OutputStream out = over.get()) {
                    return write(out, block);
                }
            }
        }
        return write(files, path, block);
    }

    static int write(OutputStream out, Block block) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        putHeader(buffer, block);
        float[] values = block.values();
        int done = 0;
        do {
            int count = Math.min(buffer.remaining() / 4, values.length - done);
            buffer.asFloatBuffer().put(values, done, count);
            buffer.position(buffer.position() + 4 * count);
            checksum.update(buffer.array(), 0, buffer.position());
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            done += count;
        } while (done < values.length);
        buffer.putInt((int) checksum.getValue());
        out.write(buffer.array(), 0, 4);
        return (int) checksum.getValue();
    }

    private static void putHeader(ByteBuffer buffer, Block block) {
        buffer.putLong(MAGIC).putInt(VERSION).putInt(block.table()).putInt(block.index());
        buffer.putInt(block.blocks())
                .putInt(block.rows())
                .putInt(block.width())
                .putInt(block.stride())
                .putInt(0);
    }

    /**
     * Reads a block and checks it against its own checksum.
     *
     * @param files file system to read from
     * @param path the file
     * @return the block
     * @throws BadInputException if the file is missing, cut short or damaged; the message names it
     * @throws IOException if the file system fails
     */
    public static Block read(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return read(in, path, files.getFileStatus(path).getLen());
        } catch (EOFException e) {
            throw new BadInputException(
                    "block file " + path + " is cut short; restore the file or start from an older state", e);
        } catch (FileNotFoundException e) {
            throw new BadInputException(
                    "block file " + path + " is missing; restore the file or start from an older state", e);
        }
    }

    /** Reads one block from where the stream stands; a block of another length than expected is refused. */
    static Block read(InputStream in, Path path, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        fill(in, buffer, HEADER);
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), 0, HEADER);
        Block block = readHeader(buffer, path, length);
        readValues(in, buffer, block.values(), checksum);
        fill(in, buffer, 4);
        int expected = buffer.getInt();
        if (expected != (int) checksum.getValue()) {
            throw new BadInputException(String.format(
                    "block file %s is damaged: its checksum is %08x but its contents give %08x; restore the file or start from an older state",
                    path, expected, (int) checksum.getValue()));
        }
        return block;
    }

    private static Block readHeader(ByteBuffer header, Path path, long fileLength) {
        long magic = header.getLong();
        int version = header.getInt();
        if (magic != MAGIC || version != VERSION) {
            throw new BadInputException(path + " is not a block file of version " + VERSION
                    + "; its first bytes are damaged or it was written by something else");
        }
        int table = header.getInt();
        int index = header.getInt();
        int blocks = header.getInt();
        int rows = header.getInt();
        int width = header.getInt();
        int stride = header.getInt();
        if (rows < 0
                || stride < 1
                || length(rows, stride) != fileLength
                || (long) rows * stride > Integer.MAX_VALUE - 8) {
            throw new BadInputException(
                    "block file " + path + " is damaged or cut short: " + rows + " rows of " + stride
                            + " floats need " + length(rows, stride) + " bytes but the file has " + fileLength
                            + "; restore the file or start from an older state");
        }
        try {
            return new Block(table, index, blocks, rows, width, stride, new float[rows * stride]);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("block file " + path + " has a damaged header: " + e.getMessage(), e);
        }
    }

    private static void readValues(InputStream in, ByteBuffer buffer, float[] values, CRC32C checksum)
            throws IOException {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(CHUNK / 4, values.length - done);
            fill(in, buffer, 4 * count);
            checksum.update(buffer.array(), 0, 4 * count);
            buffer.asFloatBuffer().get(values, done, count);
            done += count;
        }
    }

    private static void fill(InputStream in, ByteBuffer buffer, int bytes) throws IOException {
        if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
            throw new EOFException();
        }
        buffer.clear().limit(bytes);
    }
}
