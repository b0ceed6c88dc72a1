package io.cohort.worker.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files without Hadoop's side files, and without the process that Hadoop starts for every file to set its rights
 * where its native library is missing: that took most of the time of writing a block.
 */
final class LocalFiles extends RawLocalFileSystem {
    /** Has no settings of its own, so one serves all. */
    private static final LocalFiles INSTANCE = new LocalFiles();

    private LocalFiles() {
        try {
            initialize(getUri(), new Configuration(false));
        } catch (IOException e) {
            throw new UncheckedIOException("the local file system cannot be opened", e);
        }
    }

    static LocalFiles instance() {
        return INSTANCE;
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        String rights = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        try {
            Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(rights));
        } catch (UnsupportedOperationException e) {
            super.setPermission(path, permission);
        }
    }

    @Override
    public void close() {
        // Shared by everybody, never closed.
    }
}
