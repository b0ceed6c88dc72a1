package io.cohort.driver.ml;

import io.cohort.driver.cluster.TemporaryFolder;
import io.cohort.worker.BadInputException;
import io.cohort.worker.Sha256;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The folder of a fit: the sentences as text, and the run that trains on it.
 *
 * @param files file system that it lies on
 * @param path of the folder
 */
record FitFolder(FileSystem files, Path path) {
    /**
     * A folder.
     *
     * @param directory a path or URI; empty for a temporary one
     * @param name what a temporary one's name begins with
     * @param hadoop Hadoop's configuration
     */
    static FitFolder of(String directory, String name, Configuration hadoop) {
        if (!directory.isEmpty()) {
            Path path = new Path(directory);
            FileSystem files = FileSystems.of(path, hadoop);
            return new FitFolder(files, files.makeQualified(path));
        }
        TemporaryFolder folder = TemporaryFolder.in("", name, hadoop);
        return new FitFolder(folder.files(), folder.path());
    }

    /** The run's directory. */
    Path run() {
        return new Path(path, "run");
    }

    /**
     * Writes the sentences, unless the same ones were written before: then a run goes on.
     *
     * @param dataset where they are
     * @param column of {@code array<string>}
     * @return the text
     */
    Path write(Dataset<?> dataset, String column) {
        JavaRDD<String> lines = dataset.select(column)
                .toJavaRDD()
                .flatMap(row -> line((Row) row, column).iterator());
        return once("text", digest(lines, column), text -> lines.saveAsTextFile(text.toString()));
    }

    /** Writes what a fit reads. */
    @FunctionalInterface
    interface Writing {
        void to(Path place) throws IOException;
    }

    /**
     * Writes something unless the same was written before.
     *
     * @param name of its place in the folder
     * @param digest of what is written
     * @return its place
     */
    Path once(String name, String digest, Writing writing) {
        Path place = new Path(path, name);
        Path mark = new Path(path, name + ".sha256");
        try {
            if (files.exists(mark) && digest.equals(read(mark))) {
                return place;
            }
            files.delete(mark, false);
            files.delete(place, true);
            writing.to(place);
            try (var out = files.create(mark)) {
                out.write(digest.getBytes(StandardCharsets.US_ASCII));
            }
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + place + ": " + e.getMessage(), e);
        }
    }

    private String read(Path mark) throws IOException {
        try (var in = files.open(mark)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static List<String> line(Row row, String column) {
        if (row.isNullAt(0)) {
            return List.of();
        }
        String line = Tokens.line(row.<String>getList(0), column);
        return line.isEmpty() ? List.of() : List.of(line);
    }

    /** Of all lines, and of how they are shared out. */
    private static String digest(JavaRDD<String> lines, String column) {
        List<String> parts = lines.mapPartitions(
                        part -> List.of(part.hasNext() ? sha256(part) : "").iterator())
                .collect();
        if (parts.stream().allMatch(String::isEmpty)) {
            throw new BadInputException(
                    "column " + column + " holds no words: all its rows are null or empty; give rows with words");
        }
        return sha256(parts.iterator());
    }

    private static String sha256(Iterator<String> lines) {
        MessageDigest digest = Sha256.start();
        while (lines.hasNext()) {
            digest.update((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
