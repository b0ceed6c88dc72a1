package io.cohort.worker.state;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files without its side files, and with permissions set in this process: without its native library Hadoop
 * starts a {@code chmod} for every file and directory that it makes, some 10 ms each, more than a small block's training.
 */
final class PlainLocalFiles extends RawLocalFileSystem {
    PlainLocalFiles(Configuration hadoop) throws IOException {
        initialize(URI.create("file:///"), hadoop);
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        if (permission.getStickyBit() || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
            super.setPermission(path, permission);
            return;
        }
        // Bits of the mode from the owner's reading (0400) to the others' execution (0001): the order of the constants.
        Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission right : PosixFilePermission.values()) {
            if ((permission.toShort() & 0400 >> right.ordinal()) != 0) {
                granted.add(right);
            }
        }
        Files.setPosixFilePermissions(file, granted);
    }
}
