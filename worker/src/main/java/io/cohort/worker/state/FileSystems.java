package io.cohort.worker.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Opens the Hadoop file system of a path. Local files come without Hadoop's side files, for ours carry a checksum. */
public final class FileSystems {
    private FileSystems() {}

    /**
     * The file system that a path lies on.
     *
     * @param path any path, qualified or not
     * @param hadoop Hadoop's configuration
     * @return the file system; shared, not to be closed
     * @throws UncheckedIOException if the file system is unknown or cannot be reached
     */
    public static FileSystem of(Path path, Configuration hadoop) {
        try {
            FileSystem system = path.getFileSystem(hadoop);
            return system instanceof LocalFileSystem ? LocalFiles.instance() : system;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the file system of " + path + ": " + e.getMessage(), e);
        }
    }
}
