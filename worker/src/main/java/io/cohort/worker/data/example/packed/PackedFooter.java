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
 * 0        8 bytes "COHORTPK", int version, int 0
 * 16       the records' bytes, one after another
 * index    for each record: long offset, int length, int label, int CRC-32C of its bytes, int offset of its name
 * names    for each record: its name in UTF-8, each followed by a zero byte
 * classes  for each class: its name in UTF-8, each followed by a zero byte
 * footer   52 bytes: long index, int bytes of names, int bytes of classes, int records, int classes,
 *          int height, int width, int channels of every image (0 where they differ),
 *          int CRC-32C from the index to here, int version, 8 bytes "COHORTPK"
 * </pre>
 *
 * Version 1 has no sizes, and so a footer of 40 bytes.
 *
 * @param index offset of the index
 * @param nameBytes length of the names
 * @param classBytes length of the names of the classes
 * @param records how many
 * @param classes how many
 * @param size that all images have in common
 * @param version of the file
 * @param checksum of index, names, classes and this footer before it
 */
record PackedFooter(
        long index,
        int nameBytes,
        int classBytes,
        int records,
        int classes,
        PackedSize size,
        int version,
        int checksum) {
    static final int HEADER = 16;
    static final int ENTRY = 24;
    static final int VERSION = 2;
    static final byte[] MAGIC = "COHORTPK".getBytes(StandardCharsets.US_ASCII);
    private static final int WITHOUT_SIZE = 40;
    private static final int SIZE = 3 * Integer.BYTES;
    /** Version and magic, which tell what stands before them. */
    private static final int END = Integer.BYTES + MAGIC.length;

    /** Bytes of the footer. */
    int length() {
        return length(version);
    }

    private static int length(int version) {
        return version == 1 ? WITHOUT_SIZE : WITHOUT_SIZE + SIZE;
    }

    /** Bytes of the index. */
    long indexBytes() {
        return (long) records * ENTRY;
    }

    /** The footer as it is written; its checksum is computed over {@code before} and itself. */
    byte[] bytes(CRC32C before) {
        ByteBuffer out = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(index).putInt(nameBytes).putInt(classBytes).putInt(records).putInt(classes);
        if (version > 1) {
            out.putInt(size.height()).putInt(size.width()).putInt(size.channels());
        }
        before.update(out.array(), 0, out.position());
        out.putInt((int) before.getValue()).putInt(version).put(MAGIC);
        return out.array();
    }

    /**
     * Reads a file's footer.
     *
     * @throws BadInputException if the file is no packed file, cut short or damaged
     * @throws IOException if the file system fails
     */
    static PackedFooter read(FSDataInputStream in, Path path, long length) throws IOException {
        if (length < HEADER + WITHOUT_SIZE) {
            throw damaged(path, "it has only " + length + " bytes");
        }
        int version = version(in, path, length);
        if (length < HEADER + length(version)) {
            throw damaged(path, "it has only " + length + " bytes");
        }
        byte[] bytes = new byte[length(version)];
        in.readFully(length - bytes.length, bytes);
        ByteBuffer footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        PackedFooter result = new PackedFooter(
                footer.getLong(),
                footer.getInt(),
                footer.getInt(),
                footer.getInt(),
                footer.getInt(),
                version == 1 ? PackedSize.UNKNOWN : new PackedSize(footer.getInt(), footer.getInt(), footer.getInt()),
                version,
                footer.getInt());
        boolean possible =
                result.records >= 0 && result.classes >= 0 && result.nameBytes >= 0 && result.classBytes >= 0;
        long end = result.index + result.indexBytes() + result.nameBytes + result.classBytes + bytes.length;
        if (!possible || result.index < HEADER || end != length) {
            throw damaged(path, "its footer speaks of " + end + " bytes but the file has " + length);
        }
        return result;
    }

    private static int version(FSDataInputStream in, Path path, long length) throws IOException {
        byte[] bytes = new byte[END];
        in.readFully(length - END, bytes);
        ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = end.getInt();
        byte[] magic = new byte[MAGIC.length];
        end.get(magic);
        if (!java.util.Arrays.equals(magic, MAGIC) || version < 1 || version > VERSION) {
            throw damaged(path, "it does not end as a packed file of version 1 or " + VERSION + " does");
        }
        return version;
    }

    /** Checks what lies from the index to the end. */
    void requireWhole(byte[] indexed, Path path) {
        CRC32C crc = new CRC32C();
        crc.update(indexed);
        byte[] own = bytes(crc);
        int found = ByteBuffer.wrap(own).order(ByteOrder.LITTLE_ENDIAN).getInt(own.length - END - Integer.BYTES);
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
