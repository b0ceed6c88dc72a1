package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Opens what the command line calls MODEL: a run's directory, its {@code model/}, or a word2vec or int8 file. */
public final class Models {
    private static final List<String> SIGNS_OF_A_RUN = List.of("run.json", "state", "corpus");

    private Models() {}

    /**
     * Reads word vectors.
     *
     * @param model a run's directory, its {@code model/}, or a word2vec or int8 file, as it is or gzipped; a path
     *     or URI on any Hadoop file system
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if there is no such thing, it is unfinished, damaged or of another format
     * @throws UncheckedIOException if the file system fails
     */
    public static WordVectors read(String model, Configuration hadoop) {
        Path path = pathOf(model);
        try {
            FileSystem files = filesOf(path, hadoop);
            FileStatus status = files.getFileStatus(path);
            if (status.isDirectory()) {
                return ModelDirectory.read(files, finished(files, path));
            }
            return readFile(files, path);
        } catch (FileNotFoundException e) {
            throw missing(model, "give a run's directory, its model/, or a word2vec file", e);
        } catch (AccessControlException e) {
            throw new BadInputException("cannot read " + model + ": " + e.getMessage() + "; check its permissions", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + model + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads what a finished model is made of.
     *
     * @param directory a run's directory or its {@code model/}, a path or URI
     * @throws BadInputException if there is no such thing, or it is unfinished or damaged
     * @throws UncheckedIOException if the file system fails
     */
    public static ModelManifest manifest(String directory, Configuration hadoop) {
        Path path = pathOf(directory);
        FileSystem files = filesOf(path, hadoop);
        try {
            return ModelManifest.read(files, finished(files, path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the word vectors of a run that is not done.
     *
     * @param files file system of the run
     * @param vocabulary file of its words
     * @param blocks files of the input blocks of a state by index, all of them
     * @throws BadInputException if one is missing or damaged, or was written over meanwhile
     * @throws UncheckedIOException if the file system fails
     */
    public static WordVectors read(FileSystem files, Path vocabulary, List<Path> blocks) {
        try {
            return ModelDirectory.read(files, vocabulary, blocks);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state of a run: " + e.getMessage(), e);
        }
    }

    static Path pathOf(String model) {
        try {
            return new Path(model);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + model + "' is no path: " + e.getMessage(), e);
        }
    }

    /** The path's file system; one of an unknown kind or on an unknown host is the user's to correct. */
    static FileSystem filesOf(Path path, Configuration hadoop) {
        try {
            return FileSystems.of(path, hadoop);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new BadInputException("cannot open the file system of " + path + ": " + e.getMessage(), e);
        }
    }

    /** Java reports a local file without read permission as one that is not found. */
    static BadInputException missing(String file, String expected, FileNotFoundException e) {
        boolean denied = e.getMessage() != null && e.getMessage().contains("Permission denied");
        return new BadInputException(
                denied
                        ? "cannot read " + file + ": permission denied; check its permissions"
                        : "there is no " + file + "; " + expected,
                e);
    }

    private static Path finished(FileSystem files, Path directory) throws IOException {
        Path inside = new Path(directory, "model");
        for (Path candidate : List.of(directory, inside)) {
            if (files.exists(new Path(candidate, ModelManifest.FILE))) {
                return candidate;
            }
        }
        boolean run = files.exists(inside);
        for (String sign : SIGNS_OF_A_RUN) {
            run = run || files.exists(new Path(directory, sign));
        }
        throw new BadInputException(
                run
                        ? "the run in " + directory + " is unfinished: it has no " + inside + "/" + ModelManifest.FILE
                                + " yet; resume it with the train command that started it"
                        : directory + " is neither a run's directory nor its model/: there is no " + ModelManifest.FILE
                                + " in it or in model/ below it");
    }

    private static WordVectors readFile(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream raw = files.open(path)) {
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.seek(0);
            try (ByteSource in = new ByteSource(gzip ? new GZIPInputStream(raw, 1 << 16) : raw)) {
                boolean bytes = new String(in.peek(Int8Vectors.SIGN.length()), StandardCharsets.US_ASCII)
                        .equals(Int8Vectors.SIGN);
                return bytes ? Int8Vectors.read(path.toString(), in) : Word2VecReader.read(path.toString(), in);
            }
        } catch (EOFException | ZipException e) {
            throw new BadInputException(
                    path + " is a damaged or cut .gz file (" + e.getMessage() + "); copy it again", e);
        }
    }
}
