package io.cohort.worker.data.example.packed;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import io.cohort.worker.state.FileSystems;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** An open packed file: its index in memory, its records on the file system. Safe for use by several threads. */
public final class PackedFile implements AutoCloseable {
    private final Path path;
    private final FSDataInputStream in;
    private final PackedFooter footer;
    private final ByteBuffer index;
    private final byte[] indexed;
    private final List<String> classes;

    private PackedFile(Path path, FSDataInputStream in, PackedFooter footer, byte[] indexed) {
        this.path = path;
        this.in = in;
        this.footer = footer;
        this.indexed = indexed;
        this.index = ByteBuffer.wrap(indexed).order(ByteOrder.LITTLE_ENDIAN);
        int texts = (int) footer.indexBytes() + footer.nameBytes();
        this.classes = PackedFooter.texts(indexed, texts, footer.classBytes());
    }

    /**
     * Opens a file and reads its index.
     *
     * @throws BadInputException if it is no packed file, cut short, or its index damaged
     * @throws IOException if the file system fails
     */
    public static PackedFile open(Path path, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(path, hadoop);
        try {
            long length = files.getFileStatus(path).getLen();
            return read(path, files.open(path), length);
        } catch (IOException e) {
            throw InputFiles.explained(path.toString(), e);
        }
    }

    private static PackedFile read(Path path, FSDataInputStream in, long length) throws IOException {
        boolean opened = false;
        try {
            PackedFooter footer = PackedFooter.read(in, path, length);
            long bytes = length - footer.length() - footer.index();
            if (bytes > Integer.MAX_VALUE - 8) {
                throw PackedFooter.damaged(path, "its index has " + bytes + " bytes");
            }
            byte[] indexed = new byte[(int) bytes];
            in.readFully(footer.index(), indexed);
            footer.requireWhole(indexed, path);
            PackedFile file = new PackedFile(path, in, footer, indexed);
            opened = true;
            return file;
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    /** How many records. */
    public int records() {
        return footer.records();
    }

    /** Names of the classes, in order. */
    public List<String> classes() {
        return classes;
    }

    /** The size that all images have in common. */
    public PackedSize size() {
        return footer.size();
    }

    /** Class of a record, or -1. */
    public int label(int record) {
        return index.getInt(entry(record) + 12);
    }

    /** Where a record came from. */
    public String name(int record) {
        int from = (int) footer.indexBytes() + index.getInt(entry(record) + 20);
        int to = from;
        while (to >= 0 && to < indexed.length && indexed[to] != 0) {
            to++;
        }
        if (to < 0 || to >= indexed.length) {
            throw new BadInputException(path + " is damaged: the name of record " + record
                    + " lies outside of the index; run prepare again");
        }
        return new String(indexed, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
    }

    private int entry(int record) {
        if (record < 0 || record >= footer.records()) {
            throw new IndexOutOfBoundsException("record " + record + " of " + footer.records());
        }
        return record * PackedFooter.ENTRY;
    }

    /**
     * Reads a record and checks it against its checksum.
     *
     * @throws BadInputException if it is damaged
     * @throws IOException if the file system fails
     */
    public PackedRecord read(int record) throws IOException {
        int entry = entry(record);
        long offset = index.getLong(entry);
        int length = index.getInt(entry + 8);
        if (length < 0 || offset < PackedFooter.HEADER || offset + length > footer.index()) {
            throw PackedFooter.damaged(path, "record " + record + " lies at byte " + offset);
        }
        byte[] data = new byte[length];
        try {
            in.readFully(offset, data);
        } catch (EOFException e) {
            throw new BadInputException(path + " was cut short while it was read; run prepare again", e);
        }
        CRC32C crc = new CRC32C();
        crc.update(data);
        if ((int) crc.getValue() != index.getInt(entry + 16)) {
            throw new BadInputException(path + " is damaged: record " + record + " (" + name(record) + ") at byte "
                    + offset + " does not match its checksum; run prepare again, or set bad-records.mode = skip");
        }
        return new PackedRecord(data, label(record), name(record));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
