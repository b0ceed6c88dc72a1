package io.cohort.worker.state;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file for what can only read local ones: itself where it lies on the local disk, else a copy that lasts until this is closed. */
public final class LocalCopy implements AutoCloseable {
    private final java.nio.file.Path file;
    private final boolean temporary;

    private LocalCopy(java.nio.file.Path file, boolean temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * Opens a file.
     *
     * @param path of a file on any Hadoop file system
     * @param hadoop to read it with
     * @throws IOException if there is none, or the file system fails
     */
    public static LocalCopy of(Path path, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(path, hadoop);
        if (files instanceof LocalFiles local) {
            return new LocalCopy(local.pathToFile(path).toPath(), false);
        }
        java.nio.file.Path copy = Files.createTempFile("cohort-copy", ".bin");
        try (var in = files.open(path, 1 << 16);
                var out = Files.newOutputStream(copy)) {
            in.transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        return new LocalCopy(copy, true);
    }

    /** Where it lies. */
    public java.nio.file.Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
