package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds and opens text files, plain or compressed, for readers that need the text itself and not its words. */
public final class TextFiles {
    private TextFiles() {}

    /**
     * The files that a comma-separated list of files, directories and globs stands for, each once, sorted by their
     * qualified paths; hidden ones are left out.
     *
     * @throws BadInputException if a path does not exist or may not be read, or a glob matches nothing
     * @throws IOException if the file system fails
     */
    public static List<FileStatus> list(String paths, Configuration hadoop) throws IOException {
        return InputFiles.of(paths, hadoop);
    }

    /**
     * Opens a file. What ends in {@code .gz}, {@code .bz2} or {@code .zst} is decompressed.
     *
     * @param file a path or URI on any Hadoop file system
     * @return bytes of the text, to be closed by the caller; reading throws BadInputException where the file is damaged
     * @throws BadInputException if the file is gone or may not be read
     * @throws IOException if the file system fails
     */
    public static InputStream open(String file, Configuration hadoop) throws IOException {
        Path path = new Path(file);
        try {
            InputStream in = FileSystems.of(path, hadoop).open(path);
            return Decompressed.handles(file) ? new Decompressed(file, new RawInput(in)) : in;
        } catch (IOException e) {
            throw InputFiles.explained(file, e);
        }
    }
}
