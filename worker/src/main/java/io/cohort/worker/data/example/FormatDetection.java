package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Tells from names and first bytes what files hold. */
final class FormatDetection {
    private static final int LOOKED_AT = 4096;

    private FormatDetection() {}

    /**
     * What the files hold.
     *
     * @throws BadInputException if they are of several kinds or of none
     * @throws IOException if the file system fails
     */
    static ExampleFormat of(List<FileStatus> files, Configuration hadoop) throws IOException {
        for (FileStatus file : files) {
            ExampleFormat byName = byName(file.getPath().getName());
            if (byName != null) {
                return byName;
            }
        }
        return byContent(files.get(0).getPath().toString(), hadoop);
    }

    private static ExampleFormat byName(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2|zst)$", "");
        if (bare.matches(".*[-.]idx[1-4][-.]ubyte") || bare.endsWith(".idx")) {
            return ExampleFormat.IDX;
        }
        if (bare.matches(".*\\.(jpe?g|png)")) {
            return ExampleFormat.IMAGE_FOLDER;
        }
        return switch (bare.substring(bare.lastIndexOf('.') + 1)) {
            case "pack" -> ExampleFormat.PACKED;
            case "ts" -> ExampleFormat.SERIES;
            case "csv", "tsv" -> ExampleFormat.CSV;
            default -> null;
        };
    }

    private static ExampleFormat byContent(String file, Configuration hadoop) throws IOException {
        byte[] start;
        try (InputStream in = InputFiles.open(file, hadoop)) {
            start = in.readNBytes(LOOKED_AT);
        }
        if (start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] == 8 && start[3] >= 1 && start[3] <= 4) {
            return ExampleFormat.IDX;
        }
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.indexOf(0) >= 0) {
            throw new BadInputException(file + (text.isEmpty() ? " is empty" : " is none of the formats that are read")
                    + "; name other input, or set input.format");
        }
        String line = text.lines().findFirst().orElse("").strip();
        if (line.matches("\\(\\d .*")) {
            return ExampleFormat.TREES;
        }
        return line.matches("([-+.\\deE]+\\s+)+[-+.\\deE]+\\S*") ? ExampleFormat.CSV : ExampleFormat.CHARACTERS;
    }
}
