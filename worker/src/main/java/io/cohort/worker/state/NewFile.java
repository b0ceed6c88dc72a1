package io.cohort.worker.state;

import io.cohort.worker.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Writes a file that a user asked for. It appears under its name only when it is whole. */
public final class NewFile {
    private NewFile() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it; does not close the stream.
         *
         * @throws IOException if writing fails
         */
        void write(FSDataOutputStream out) throws IOException;
    }

    /**
     * Writes the file.
     *
     * @param files its file system
     * @param path its name; missing directories are made
     * @param overwrite whether a file of that name is replaced
     * @param content what goes into it
     * @return the file's length in bytes
     * @throws BadInputException if it exists and is not to be replaced, or is a directory, or may not be written
     * @throws UncheckedIOException if the file system fails
     */
    public static long write(FileSystem files, Path path, boolean overwrite, Content content) {
        try {
            refuseExisting(files, path, overwrite);
            Path parent = path.getParent();
            Path unfinished =
                    new Path(parent == null ? new Path(".") : parent, "." + path.getName() + "." + UUID.randomUUID());
            try {
                try (FSDataOutputStream out = files.create(unfinished, false)) {
                    content.write(out);
                }
                refuseExisting(files, path, overwrite);
                publish(files, unfinished, path, overwrite);
            } finally {
                files.delete(unfinished, false);
            }
            return files.getFileStatus(path).getLen();
        } catch (FileNotFoundException
                | AccessControlException
                | ParentNotDirectoryException
                | FileAlreadyExistsException e) {
            throw new BadInputException(
                    "cannot write " + path + ": " + e.getMessage() + "; name a file in a directory that you may write",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static void publish(FileSystem files, Path unfinished, Path path, boolean overwrite) throws IOException {
        // A local rename replaces the old file in one step; other file systems refuse to.
        if (overwrite && !"file".equals(files.getUri().getScheme())) {
            files.delete(path, false);
        }
        if (!files.rename(unfinished, path)) {
            throw new IOException("renaming " + unfinished + " failed");
        }
    }

    private static void refuseExisting(FileSystem files, Path path, boolean overwrite) throws IOException {
        if (!files.exists(path)) {
            return;
        }
        if (files.getFileStatus(path).isDirectory()) {
            throw new BadInputException(path + " is a directory; name the file to write");
        }
        if (!overwrite) {
            throw new BadInputException(path + " exists; give another name, or --overwrite to replace it");
        }
    }
}
