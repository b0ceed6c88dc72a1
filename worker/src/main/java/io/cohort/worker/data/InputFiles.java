package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Finds and opens the files that a comma-separated list of files, directories and globs stands for. */
public final class InputFiles {
    private final Configuration hadoop;
    private final SortedMap<String, FileStatus> found = new TreeMap<>();

    private InputFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * The files, each once, sorted by their qualified paths.
     *
     * @throws BadInputException if a path does not exist or may not be read, or a glob matches nothing
     * @throws IOException if the file system fails
     */
    public static List<FileStatus> of(String paths, Configuration hadoop) throws IOException {
        InputFiles files = new InputFiles(hadoop);
        for (String part : parts(paths)) {
            files.addPart(part);
        }
        return new ArrayList<>(files.found.values());
    }

    /** Splits at commas outside of braces, for a glob may hold {a,b}. */
    static List<String> parts(String paths) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= paths.length(); i++) {
            char c = i == paths.length() ? ',' : paths.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (i == paths.length() || (c == ',' && depth == 0)) {
                String part = paths.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }

    /**
     * Opens a file for reading from its beginning to its end, decompressed if its name ends in {@code .gz}, {@code .bz2} or
     * {@code .zst}. Reading throws {@link BadInputException} if the file is damaged.
     *
     * @throws BadInputException if it is gone or may not be read
     * @throws IOException if the file system fails
     */
    public static InputStream open(String file, Configuration hadoop) throws IOException {
        try {
            Path path = new Path(file);
            InputStream in = FileSystems.of(path, hadoop).open(path, 1 << 16);
            return Decompressed.handles(file) ? new Decompressed(file, new RawInput(in)) : in;
        } catch (IOException e) {
            throw explained(file, e);
        }
    }

    private void addPart(String part) throws IOException {
        try {
            Path path = new Path(part);
            FileSystem files = FileSystems.of(path, hadoop);
            FileStatus named = statusOrNull(files, path);
            if (named != null) {
                add(files, named);
                return;
            }
            FileStatus[] matches = files.globStatus(path);
            if (matches == null || matches.length == 0) {
                boolean glob = part.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
                throw new BadInputException("input.path: "
                        + (glob ? "no file matches " : "there is no file or directory ") + part
                        + "; name an existing file, directory or glob");
            }
            for (FileStatus match : matches) {
                if (!isHidden(match.getPath())) {
                    add(files, match);
                }
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof UnsupportedFileSystemException) {
                throw new BadInputException("input.path: " + part + ": " + e.getMessage(), e);
            }
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadInputException("input.path: " + part + " is not a path: " + e.getMessage(), e);
        }
    }

    private static FileStatus statusOrNull(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw explained(path.toString(), e);
        }
    }

    private void add(FileSystem files, FileStatus status) throws IOException {
        requireReadable(files, status.getPath());
        if (!status.isDirectory()) {
            found.put(status.getPath().toString(), status);
            return;
        }
        FileStatus[] children;
        try {
            children = files.listStatus(status.getPath());
        } catch (IOException e) {
            throw explained(status.getPath().toString(), e);
        }
        Arrays.sort(children);
        for (FileStatus child : children) {
            if (!isHidden(child.getPath())) {
                add(files, child);
            }
        }
    }

    /** Local files can be asked at once; elsewhere a missing permission shows when the file is opened. */
    private static void requireReadable(FileSystem files, Path path) {
        if ("file".equals(files.getUri().getScheme())
                && !Files.isReadable(java.nio.file.Path.of(path.toUri().getPath()))) {
            throw denied(path.toString(), null);
        }
    }

    private static boolean isHidden(Path path) {
        return path.getName().startsWith("_") || path.getName().startsWith(".");
    }

    /**
     * Says what an exception on opening or listing means.
     *
     * @return the exception itself if it is the file system that failed
     * @throws BadInputException if the path is missing or may not be read
     */
    public static IOException explained(String path, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessControlException
                || e instanceof AccessDeniedException
                || message.contains("Permission denied")) {
            throw denied(path, e);
        }
        if (e instanceof FileNotFoundException) {
            throw new BadInputException(
                    path + " is gone since the input was listed; do not change the input while a run reads it", e);
        }
        return e;
    }

    private static BadInputException denied(String path, Throwable cause) {
        return new BadInputException(
                "no permission to read " + path + "; grant it to user " + System.getProperty("user.name"), cause);
    }
}
