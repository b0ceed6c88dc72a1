package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A folder that others see whole or not at all: written beside and renamed. It says in a file of its own what it holds.
 * Object stores rename file by file; there, only one may write at a time.
 */
final class SampleFolder {
    /** Says what the folder holds; input never begins with an underscore. */
    static final String MARK = "_sample";

    private final FileSystem files;
    private final Path folder;
    private final String content;

    /**
     * A folder, there or not.
     *
     * @param content what it holds or will hold, in a line
     */
    SampleFolder(String folder, String content, Configuration hadoop) {
        Path path = new Path(folder);
        this.files = FileSystems.of(path, hadoop);
        this.folder = files.makeQualified(path);
        this.content = content;
    }

    /**
     * Makes the folder unless it is there.
     *
     * @param parts bytes by file name relative to the folder; asked for only if needed
     * @throws BadInputException if something else is there
     * @throws IOException if the file system fails
     */
    void make(Supplier<Map<String, byte[]>> parts) throws IOException {
        if (isThere()) {
            return;
        }
        Path beside = new Path(folder.getParent(), "." + folder.getName() + "." + UUID.randomUUID());
        try {
            for (Map.Entry<String, byte[]> part : parts.get().entrySet()) {
                create(new Path(beside, part.getKey()), part.getValue());
            }
            create(new Path(beside, MARK), (content + "\n").getBytes(StandardCharsets.UTF_8));
            rename(beside);
        } catch (IOException e) {
            // Another writer may have been faster.
            if (!isThere()) {
                throw e;
            }
        } finally {
            files.delete(beside, true);
        }
    }

    private boolean isThere() throws IOException {
        if (!files.exists(folder)) {
            return false;
        }
        if (files.getFileStatus(folder).isDirectory() && files.listStatus(folder).length == 0) {
            return false;
        }
        String found = found();
        if (!found.equals(content)) {
            throw new BadInputException(folder + " holds " + found + ", not " + content
                    + "; remove it or name another folder for the sample data");
        }
        return true;
    }

    private String found() throws IOException {
        try {
            return new String(WholeFile.read(files, new Path(folder, MARK)), StandardCharsets.UTF_8).strip();
        } catch (FileNotFoundException | org.apache.hadoop.fs.ParentNotDirectoryException e) {
            return "something else";
        }
    }

    private void create(Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, false)) {
            out.write(bytes);
        }
    }

    private void rename(Path beside) throws IOException {
        if (files instanceof RawLocalFileSystem local) {
            // Hadoop's own would copy into a folder that another writer made meanwhile.
            Files.move(
                    local.pathToFile(beside).toPath(),
                    local.pathToFile(folder).toPath(),
                    StandardCopyOption.ATOMIC_MOVE);
        } else if ("hdfs".equals(files.getUri().getScheme())) {
            FileContext.getFileContext(files.getUri(), files.getConf()).rename(beside, folder);
        } else if (!files.rename(beside, folder)) {
            throw new IOException("cannot rename " + beside + " to " + folder);
        }
    }
}
