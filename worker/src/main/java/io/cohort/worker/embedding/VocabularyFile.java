package io.cohort.worker.embedding;

import io.cohort.worker.BadInputException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A dictionary as {@code vocabulary.tsv}: a word, a tab and its count a line, in the order of the ids, in UTF-8. */
public final class VocabularyFile {
    private static final int MAX_LINE = 1 << 16;

    private VocabularyFile() {}

    /**
     * Writes a dictionary; a file of that name is replaced.
     *
     * @param files file system to write to
     * @param path name of the file
     * @param dictionary what to write
     * @throws IOException if the file system fails
     */
    public static void write(FileSystem files, Path path, Dictionary dictionary) throws IOException {
        try (OutputStream out = new BufferedOutputStream(files.create(path, true), 1 << 16)) {
            for (int id = 0; id < dictionary.size(); id++) {
                String line = dictionary.word(id) + "\t" + dictionary.count(id) + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * Reads a dictionary.
     *
     * @param files file system to read from
     * @param path the file
     * @return the dictionary
     * @throws BadInputException if the file is missing or damaged; the message names it and the line
     * @throws IOException if the file system fails
     */
    public static Dictionary read(FileSystem files, Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(files.open(path), 1 << 16)) {
            Dictionary.Builder builder = new Dictionary.Builder(0);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    add(builder, line, path, number++);
                    line.reset();
                } else if (line.size() == MAX_LINE) {
                    throw damaged(path, number, "it is longer than " + MAX_LINE + " bytes", null);
                } else {
                    line.write(b);
                }
            }
            if (line.size() > 0) {
                throw damaged(path, number, "it has no line feed at its end, so the file is cut short", null);
            }
            return builder.build();
        } catch (FileNotFoundException e) {
            throw new BadInputException("vocabulary file " + path + " is missing or may not be read", e);
        }
    }

    private static void add(Dictionary.Builder builder, ByteArrayOutputStream line, Path path, long number) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            int tab = text.indexOf('\t');
            if (tab < 0) {
                throw damaged(path, number, "it has no tab", null);
            }
            String digits = text.substring(tab + 1);
            if (!digits.matches("[0-9]+")) {
                throw damaged(path, number, "\"" + digits + "\" is not a count", null);
            }
            builder.add(text.substring(0, tab).getBytes(StandardCharsets.UTF_8), Long.parseLong(digits));
        } catch (CharacterCodingException e) {
            throw damaged(path, number, "it is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw damaged(path, number, e.getMessage(), e);
        }
    }

    private static BadInputException damaged(Path path, long number, String what, Exception cause) {
        return new BadInputException(
                "line " + number + " of vocabulary file " + path + " is damaged: " + what
                        + "; expected a word, a tab and a count; restore the file",
                cause);
    }
}
