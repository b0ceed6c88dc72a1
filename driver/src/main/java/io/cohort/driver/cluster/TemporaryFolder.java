package io.cohort.driver.cluster;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of what a program needs no longer than it runs: removed when it is closed, or else when the process ends, unless that is
 * killed.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final FileSystem files;
    private final Path path;
    private final Runnable atEnd = this::removeAtEnd;

    private TemporaryFolder(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    /**
     * Makes a folder with a name that nobody else has.
     *
     * @param directory to make it in, a path or URI; empty for Hadoop's temporary directory
     * @param name what its name begins with
     * @param hadoop Hadoop's configuration
     */
    public static TemporaryFolder in(String directory, String name, Configuration hadoop) {
        Path parent = new Path(directory.isEmpty() ? hadoop.get("hadoop.tmp.dir", "/tmp") : directory);
        FileSystem files = FileSystems.of(parent, hadoop);
        Path path = files.makeQualified(new Path(parent, name + "-" + UUID.randomUUID()));
        try {
            files.mkdirs(path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make " + path + ": " + e.getMessage() + "; name another directory", e);
        }
        TemporaryFolder folder = new TemporaryFolder(files, path);
        // Before Hadoop closes its file systems.
        ShutdownHookManager.get().addShutdownHook(folder.atEnd, FileSystem.SHUTDOWN_HOOK_PRIORITY + 1);
        return folder;
    }

    /** File system that it lies on. */
    public FileSystem files() {
        return files;
    }

    /** Where it is, qualified with its file system. */
    public Path path() {
        return path;
    }

    private void removeAtEnd() {
        try {
            files.delete(path, true);
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", path, e.getMessage());
        }
    }

    @Override
    public void close() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(atEnd);
        }
        removeAtEnd();
    }
}
