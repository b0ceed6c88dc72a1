package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * The whole input, cut into pieces. Files whose names start with {@code _} or {@code .} are passed over in directories and
 * globs. The cut depends on the files' paths and lengths and {@code input.piece-bytes} alone.
 *
 * @param pieces what tasks read, in the order of the paths; never empty
 * @param files how many files there are
 * @param bytes their length together, before decompression; above 0
 * @param fingerprint SHA-256 in hexadecimal over each file's path, length and modification time; another input has another
 * @param summary the input in words, for messages that say how two inputs differ
 */
public record InputPieces(List<InputPiece> pieces, int files, long bytes, String fingerprint, String summary) {
    /** A task should not have to open more files, and no driver to name more in one task. */
    private static final int MAX_SEGMENTS = 10_000;

    public InputPieces {
        pieces = List.copyOf(pieces);
    }

    /**
     * Lists the input and cuts it.
     *
     * @param settings where it is and how long a piece is
     * @param hadoop Hadoop's configuration
     * @return the pieces
     * @throws BadInputException if a path is missing or may not be read, a glob matches nothing, or all files are empty
     * @throws IOException if a file system fails
     */
    public static InputPieces of(TextSettings settings, Configuration hadoop) throws IOException {
        List<FileStatus> files = InputFiles.of(settings.path(), hadoop);
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        if (bytes == 0) {
            throw new BadInputException(
                    "input.path: " + settings.path() + " holds no text: " + files.size()
                            + " files with 0 bytes in all; name input that is not empty (names starting with _ or . are passed over)");
        }
        List<InputPiece.Segment> segments = files.stream()
                .flatMap(file -> segments(file, settings.pieceBytes()).stream())
                .toList();
        return new InputPieces(
                cut(segments, settings.pieceBytes()), files.size(), bytes, fingerprint(files), summary(files, bytes));
    }

    /**
     * The same input without some files, cut as if they had never been there. Fingerprint and summary stay those of all.
     *
     * @param left files that are left out, some but not all
     * @param pieceBytes as in the settings that it was listed with
     */
    public InputPieces without(Set<String> left, long pieceBytes) {
        List<InputPiece.Segment> segments = pieces.stream()
                .flatMap(piece -> piece.segments().stream())
                .filter(segment -> !left.contains(segment.file()))
                .toList();
        return new InputPieces(
                cut(segments, pieceBytes),
                files - left.size(),
                segments.stream().mapToLong(InputPiece.Segment::length).sum(),
                fingerprint,
                summary);
    }

    private static List<InputPiece> cut(List<InputPiece.Segment> segments, long pieceBytes) {
        List<InputPiece> pieces = new ArrayList<>();
        List<InputPiece.Segment> current = new ArrayList<>();
        long currentBytes = 0;
        for (InputPiece.Segment segment : segments) {
            boolean full = currentBytes + segment.length() > pieceBytes || current.size() == MAX_SEGMENTS;
            if (full && !current.isEmpty()) {
                pieces.add(new InputPiece(pieces.size(), current));
                current.clear();
                currentBytes = 0;
            }
            current.add(segment);
            currentBytes += segment.length();
        }
        if (!current.isEmpty()) {
            pieces.add(new InputPiece(pieces.size(), current));
        }
        return pieces;
    }

    private static List<InputPiece.Segment> segments(FileStatus file, long pieceBytes) {
        String path = file.getPath().toString();
        long length = file.getLen();
        if (Decompressed.handles(path) || (path.endsWith(".parquet") && length == 0)) {
            // Even an empty one is read: to a decompressor it is cut short, and that must be said.
            return List.of(new InputPiece.Segment(path, 0, length));
        }
        List<InputPiece.Segment> segments = new ArrayList<>();
        for (long start = 0; start < length; start += Math.min(pieceBytes, length - start)) {
            segments.add(new InputPiece.Segment(path, start, Math.min(pieceBytes, length - start)));
        }
        return segments;
    }

    private static String fingerprint(List<FileStatus> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (FileStatus file : files) {
                String line = file.getPath() + "\t" + file.getLen() + "\t" + file.getModificationTime() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String summary(List<FileStatus> files, long bytes) {
        long newest =
                files.stream().mapToLong(FileStatus::getModificationTime).max().orElse(0);
        String first = files.get(0).getPath().toString();
        String last = files.get(files.size() - 1).getPath().toString();
        return String.format(
                Locale.ROOT,
                "%d file%s, %,d bytes, last changed %s: %s",
                files.size(),
                files.size() == 1 ? "" : "s",
                bytes,
                Instant.ofEpochMilli(newest),
                files.size() == 1 ? first : first + " … " + last);
    }
}
