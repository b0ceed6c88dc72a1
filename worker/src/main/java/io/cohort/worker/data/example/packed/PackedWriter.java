package io.cohort.worker.data.example.packed;

import io.cohort.worker.state.FileSystems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes one packed file, record after record. The file counts only once it was closed without an exception. */
public final class PackedWriter implements AutoCloseable {
    private final OutputStream out;
    private final List<String> classes;
    private final ByteArrayOutputStream index = new ByteArrayOutputStream();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private long position = PackedFooter.HEADER;
    private int records;
    private boolean finished;

    private PackedWriter(OutputStream out, List<String> classes) {
        this.out = out;
        this.classes = List.copyOf(classes);
    }

    /**
     * Begins a file; one of that name is replaced.
     *
     * @param classes names of the classes, in order
     * @throws IOException if the file system fails
     */
    public static PackedWriter create(Path path, List<String> classes, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(path, hadoop);
        PackedWriter writer = new PackedWriter(files.create(path, true), classes);
        ByteBuffer header = ByteBuffer.allocate(PackedFooter.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(PackedFooter.MAGIC).putInt(PackedFooter.VERSION).putInt(0);
        writer.out.write(header.array());
        return writer;
    }

    /**
     * Adds a record.
     *
     * @throws IllegalArgumentException if its label is none of the classes
     * @throws IOException if the file system fails
     */
    public void add(PackedRecord record) throws IOException {
        if (record.label() < -1 || record.label() >= classes.size()) {
            throw new IllegalArgumentException(
                    record.name() + " has label " + record.label() + " of " + classes.size() + " classes");
        }
        CRC32C crc = new CRC32C();
        crc.update(record.data());
        ByteBuffer entry = ByteBuffer.allocate(PackedFooter.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(position).putInt(record.data().length).putInt(record.label());
        entry.putInt((int) crc.getValue()).putInt(names.size());
        index.writeBytes(entry.array());
        put(names, record.name());
        out.write(record.data());
        position += record.data().length;
        records++;
    }

    private static void put(ByteArrayOutputStream texts, String text) {
        texts.writeBytes(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8));
        texts.write(0);
    }

    /**
     * Writes index and footer.
     *
     * @param size that all images have in common
     * @return bytes of the file
     * @throws IOException if the file system fails
     */
    public long finish(PackedSize size) throws IOException {
        ByteArrayOutputStream classNames = new ByteArrayOutputStream();
        classes.forEach(name -> put(classNames, name));
        CRC32C crc = new CRC32C();
        for (ByteArrayOutputStream part : List.of(index, names, classNames)) {
            byte[] bytes = part.toByteArray();
            crc.update(bytes);
            out.write(bytes);
        }
        PackedFooter footer = new PackedFooter(
                position, names.size(), classNames.size(), records, classes.size(), size, PackedFooter.VERSION, 0);
        out.write(footer.bytes(crc));
        out.close();
        finished = true;
        return position + index.size() + names.size() + classNames.size() + footer.length();
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            out.close();
        }
    }
}
