package io.cohort.worker.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Small files that a reader sees whole or not at all: written beside and renamed over, or, on object stores, where a file
 * appears when it is closed, written in place.
 */
public final class WholeFile {
    /** A dot, the file's name, a dot, a UUID. */
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private WholeFile() {}

    /**
     * Writes or replaces a file.
     *
     * @param files file system
     * @param path name of the file
     * @param bytes its contents
     * @throws IOException if the file system fails; the old file is then still there
     */
    public static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        boolean local = files instanceof RawLocalFileSystem;
        if (!local && !"hdfs".equals(files.getUri().getScheme())) {
            create(files, path, bytes);
            return;
        }
        Path beside = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
        try {
            create(files, beside, bytes);
            if (local) {
                RawLocalFileSystem raw = (RawLocalFileSystem) files;
                Files.move(
                        raw.pathToFile(beside).toPath(),
                        raw.pathToFile(path).toPath(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                FileContext.getFileContext(files.getUri(), files.getConf())
                        .rename(beside, path, Options.Rename.OVERWRITE);
            }
        } catch (IOException e) {
            files.delete(beside, false);
            throw e;
        }
    }

    private static void create(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(bytes);
        }
    }

    /**
     * Removes what writers that were killed left beside their files. Only for the one who alone writes to the folder.
     *
     * @param files file system
     * @param folder where files were written
     * @throws IOException if the file system fails
     */
    public static void removeUnfinished(FileSystem files, Path folder) throws IOException {
        for (FileStatus file : files.listStatus(folder)) {
            if (file.isFile() && UNFINISHED.matcher(file.getPath().getName()).matches()) {
                files.delete(file.getPath(), false);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @param files file system
     * @param path name of the file
     * @throws IOException if it is missing or cannot be read
     */
    public static byte[] read(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return in.readAllBytes();
        }
    }
}
