package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Reads small text files: questions and word pairs. */
public final class Lines {
    private static final long LARGEST = 256L << 20;

    private Lines() {}

    /**
     * All lines of a file.
     *
     * @param file a path or URI on any Hadoop file system; UTF-8, with or without a byte order mark
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if it is missing, a directory or larger than 256 MiB
     * @throws UncheckedIOException if the file system fails
     */
    public static List<String> read(String file, Configuration hadoop) {
        Path path = Models.pathOf(file);
        FileSystem files = Models.filesOf(path, hadoop);
        try {
            if (files.getFileStatus(path).isDirectory()
                    || files.getFileStatus(path).getLen() > LARGEST) {
                throw new BadInputException(file + " is a directory or too large; expected a text file of lines");
            }
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
                List<String> lines = reader.lines().toList();
                boolean marked = !lines.isEmpty() && lines.get(0).startsWith("\uFEFF");
                return marked ? withoutMark(lines) : lines;
            }
        } catch (FileNotFoundException e) {
            throw Models.missing(file, "give a text file of lines", e);
        } catch (AccessControlException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage() + "; check its permissions", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> withoutMark(List<String> lines) {
        List<String> copy = new java.util.ArrayList<>(lines);
        copy.set(0, lines.get(0).substring(1));
        return copy;
    }
}
