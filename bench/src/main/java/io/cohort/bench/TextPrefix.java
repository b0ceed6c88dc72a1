package io.cohort.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;

/** The first lines of a text, unpacked. */
final class TextPrefix {
    private TextPrefix() {}

    /**
     * Copies whole lines until they hold so many words.
     *
     * @param text plain or .gz
     * @param words how many at least; 0 for the whole text
     * @param target the file to write
     * @return target
     */
    static Path write(Path text, long words, Path target) throws IOException {
        long copied = 0;
        try (BufferedReader reader = open(text);
                BufferedWriter writer = Files.newBufferedWriter(target)) {
            String line = reader.readLine();
            while (line != null && (words == 0 || copied < words)) {
                copied += new StringTokenizer(line).countTokens();
                writer.write(line);
                writer.write('\n');
                line = reader.readLine();
            }
        }
        return target;
    }

    private static BufferedReader open(Path text) throws IOException {
        InputStream in = Files.newInputStream(text);
        if (text.toString().endsWith(".gz")) {
            in = new GZIPInputStream(in, 1 << 16);
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    }
}
