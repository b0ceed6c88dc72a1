package io.cohort.worker.data.example.packed;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The end of a packed file: where its parts lie. All little-endian.
 *
 * <pre>
 * 0        8 bytes "COHORTPK", int version (1), int 0
 * 16       the records' bytes, one after another
 * index    for each record: long offset, int length, int label, int CRC-32C of its bytes, int offset of its name
 * names    for each record: its name in UTF-8, each followed by a zero byte
 * classes  for each class: its name in UTF-8, each followed by a zero byte
 * footer   40 bytes: long index, int bytes of names, int bytes of classes, int records, int classes,
 *          int CRC-32C from the index to here, int version, 8 bytes "COHORTPK"
 * </pre>
 *
 * @param index offset of the index
 * @param nameBytes length of the names
 * @param classBytes length of the names of the classes
 * @param records how many
 * @param classes how many
 * @param checksum of index, names, classes and this footer before it
 */
record PackedFooter(long index, int nameBytes, int classBytes, int records, int classes, int checksum) {
    static final int HEADER = 16;
    static final int LENGTH = 40;
    static final int ENTRY = 24;
    static final int VERSION = 1;
    static final byte[] MAGIC = "COHORTPK".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = 24;

    /** Bytes of the index. */
    long indexBytes() {
        return (long) records * ENTRY;
    }

    /** The footer as it is written; its checksum is computed over {@code before} and itself. */
    static byte[] bytes(long index, int nameBytes, int classBytes, int records, int classes, CRC32C before) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(index).putInt(nameBytes).putInt(classBytes).putInt(records).putInt(classes);
        before.update(out.array(), 0, CHECKED);
        out.putInt((int) before.getValue()).putInt(VERSION).put(MAGIC);
        return out.array();
    }

    /**
     * Reads a file's footer.
     *
     * @throws BadInputException if the file is no packed file, cut short or damaged
     * @throws IOException if the file system fails
     */
    static PackedFooter read(FSDataInputStream in, Path path, long length) throws IOException {
        if (length < HEADER + LENGTH) {
            throw damaged(path, "it has only " + length + " bytes");
        }
        byte[] bytes = new byte[LENGTH];
        in.readFully(length - LENGTH, bytes);
        ByteBuffer footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        PackedFooter result = new PackedFooter(
                footer.getLong(), footer.getInt(), footer.getInt(), footer.getInt(), footer.getInt(), footer.getInt());
        int version = footer.getInt();
        byte[] magic = new byte[MAGIC.length];
        footer.get(magic);
        if (!java.util.Arrays.equals(magic, MAGIC) || version != VERSION) {
            throw damaged(path, "it does not end as a packed file of version " + VERSION + " does");
        }
        boolean possible =
                result.records >= 0 && result.classes >= 0 && result.nameBytes >= 0 && result.classBytes >= 0;
        long end = result.index + result.indexBytes() + result.nameBytes + result.classBytes + LENGTH;
        if (!possible || result.index < HEADER || end != length) {
            throw damaged(path, "its footer speaks of " + end + " bytes but the file has " + length);
        }
        return result;
    }

    /** Checks what lies from the index to the end. */
    void requireWhole(byte[] indexed, Path path) {
        CRC32C crc = new CRC32C();
        crc.update(indexed);
        byte[] own = bytes(index, nameBytes, classBytes, records, classes, crc);
        int found = ByteBuffer.wrap(own).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKED);
        if (found != checksum) {
            throw damaged(path, String.format("its index gives checksum %08x, not %08x", found, checksum));
        }
    }

    static BadInputException damaged(Path path, String why) {
        return new BadInputException(path + " is no packed file, cut short or damaged: " + why + "; run prepare again");
    }

    /** Texts that each end in a zero byte. */
    static List<String> texts(byte[] bytes, int from, int length) {
        List<String> result = new ArrayList<>();
        int start = from;
        for (int at = from; at < from + length; at++) {
            if (bytes[at] == 0) {
                result.add(new String(bytes, start, at - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        return result;
    }
}
