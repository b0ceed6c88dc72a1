package io.cohort.worker.embedding;

import io.cohort.worker.BadInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A replica's changed rows as a file: one section after another for each block of each table that it changed, each with its
 * own checksum, so that the task that combines a block reads that block's sections only. A section is little-endian:
 *
 * <pre>
 * 0  8 bytes  "COHORTRC"       24  int  blocks
 * 8  int      version (1)      28  int  rows, at least 1
 * 12 int      replica          32  int  width
 * 16 int      table            36  int  0
 * 20 int      block            40  rows ints: places; rows ints: touches; rows * width floats; int CRC-32C
 * </pre>
 */
public final class RowChangesFile {
    private static final long MAGIC = ByteBuffer.wrap("COHORTRC".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    private static final int VERSION = 1;
    private static final int HEADER = 40;
    private static final int CHUNK = 1 << 16;

    private RowChangesFile() {}

    static List<ChangedSection> write(FileSystem files, Path path, int replica, List<RowTable> tables)
            throws IOException {
        List<ChangedSection> sections = new ArrayList<>();
        try (FSDataOutputStream out = files.create(path, true)) {
            Writer writer = new Writer(out);
            for (RowTable table : tables) {
                for (int block = 0; block < table.blocks(); block++) {
                    if (!table.isEmpty(block)) {
                        sections.add(writer.section(replica, table, block));
                    }
                }
            }
        }
        return sections;
    }

    /**
     * Reads one section and checks it against its own checksum and the receipt's.
     *
     * @param files file system to read from
     * @param path the replica's file
     * @param section what its receipt says
     * @return the changes
     * @throws BadInputException if the file is missing, cut short or damaged, or holds something else there
     * @throws IOException if the file system fails
     */
    public static RowChanges read(FileSystem files, Path path, ChangedSection section) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            in.seek(section.offset());
            Reader reader = new Reader(in);
            RowChanges changes = reader.section(section, path);
            int computed = reader.checksum();
            int expected = reader.readInt();
            if (expected != computed || expected != section.checksum()) {
                throw new BadInputException(String.format(
                        "the changes of table %d, block %d in %s are damaged: their checksum is %08x and their receipt's"
                                + " %08x, but their contents give %08x; run the step again",
                        section.table(), section.block(), path, expected, section.checksum(), computed));
            }
            return changes;
        } catch (EOFException e) {
            throw new BadInputException("the file of changes " + path + " is cut short; run the step again", e);
        } catch (FileNotFoundException e) {
            throw new BadInputException("the file of changes " + path + " is missing; run the step again", e);
        }
    }

    private static long length(long rows, int width) {
        return HEADER + 4 * rows * (2 + width) + 4;
    }

    /** Gathers in a buffer and hands whole buffers to checksum and file. */
    private static final class Writer {
        private final FSDataOutputStream out;
        private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private final CRC32C checksum = new CRC32C();
        private long written;

        Writer(FSDataOutputStream out) {
            this.out = out;
        }

        ChangedSection section(int replica, RowTable table, int block) throws IOException {
            long offset = written;
            int from = table.start(block);
            int to = table.start(block + 1);
            checksum.reset();
            buffer.putLong(MAGIC).putInt(VERSION).putInt(replica).putInt(table.table());
            buffer.putInt(block).putInt(table.blocks()).putInt(to - from);
            buffer.putInt(table.width()).putInt(0);
            for (int slot = from; slot < to; slot++) {
                putInt(table.localRow(slot));
            }
            for (int slot = from; slot < to; slot++) {
                putInt(table.touches(slot));
            }
            for (int slot = from; slot < to; slot++) {
                put(table.values(), slot * table.stride(), table.width());
            }
            flush();
            int sum = (int) checksum.getValue();
            putInt(sum);
            flush();
            return new ChangedSection(table.table(), block, to - from, offset, written - offset, sum);
        }

        private void putInt(int value) throws IOException {
            if (buffer.remaining() < 4) {
                flush();
            }
            buffer.putInt(value);
        }

        private void put(float[] values, int offset, int count) throws IOException {
            for (int done = 0; done < count; ) {
                if (buffer.remaining() < 4) {
                    flush();
                }
                int part = Math.min(buffer.remaining() / 4, count - done);
                buffer.asFloatBuffer().put(values, offset + done, part);
                buffer.position(buffer.position() + 4 * part);
                done += part;
            }
        }

        private void flush() throws IOException {
            checksum.update(buffer.array(), 0, buffer.position());
            out.write(buffer.array(), 0, buffer.position());
            written += buffer.position();
            buffer.clear();
        }
    }

    /** Reads in buffers and keeps the checksum of all that it has read. */
    private static final class Reader {
        private final FSDataInputStream in;
        private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private final CRC32C checksum = new CRC32C();

        Reader(FSDataInputStream in) {
            this.in = in;
        }

        RowChanges section(ChangedSection section, Path path) throws IOException {
            fill(HEADER);
            boolean ours = buffer.getLong() == MAGIC && buffer.getInt() == VERSION;
            int replica = buffer.getInt();
            int table = buffer.getInt();
            int block = buffer.getInt();
            int blocks = buffer.getInt();
            int rows = buffer.getInt();
            int width = buffer.getInt();
            if (!ours
                    || table != section.table()
                    || block != section.block()
                    || rows != section.rows()
                    || length(rows, width) != section.length()) {
                throw new BadInputException("the file of changes " + path + " does not hold " + section
                        + "; it is damaged or another step's; run the step again");
            }
            int[] places = readInts(new int[rows]);
            int[] touches = readInts(new int[rows]);
            float[] values = readFloats(new float[Math.multiplyExact(rows, width)]);
            return new RowChanges(replica, table, block, blocks, width, places, touches, values);
        }

        private int[] readInts(int[] values) throws IOException {
            for (int done = 0; done < values.length; done += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, values.length - done);
                fill(4 * count);
                buffer.asIntBuffer().get(values, done, count);
            }
            return values;
        }

        private float[] readFloats(float[] values) throws IOException {
            for (int done = 0; done < values.length; done += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, values.length - done);
                fill(4 * count);
                buffer.asFloatBuffer().get(values, done, count);
            }
            return values;
        }

        int readInt() throws IOException {
            fill(4);
            return buffer.getInt();
        }

        int checksum() {
            return (int) checksum.getValue();
        }

        private void fill(int bytes) throws IOException {
            in.readFully(buffer.array(), 0, bytes);
            checksum.update(buffer.array(), 0, bytes);
            buffer.clear().limit(bytes);
        }
    }
}
