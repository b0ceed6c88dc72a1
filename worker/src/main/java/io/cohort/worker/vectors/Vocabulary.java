package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code vocabulary.tsv}: a line a word, in the order of ids: the word, a tab, how often it occurred.
 *
 * @param words the words by id
 * @param counts occurrences by id, at least 0
 */
record Vocabulary(WordTable words, long[] counts) {
    static final String FILE = "vocabulary.tsv";
    private static final int LONGEST_LINE = 1 << 20;

    /**
     * Reads the file, line by line.
     *
     * @throws BadInputException if it is missing or a line is not a new word and a count; the message names the line
     * @throws IOException if the file system fails
     */
    static Vocabulary read(FileSystem files, Path path) throws IOException {
        WordTable words = new WordTable();
        long[] counts = new long[1 << 7];
        try (ByteSource in = new ByteSource(files.open(path))) {
            byte[] line = new byte[LONGEST_LINE];
            for (int length; (length = in.readUntil('\n', line)) >= 0; ) {
                if (words.size() == counts.length) {
                    counts = Arrays.copyOf(counts, 2 * counts.length);
                }
                counts[words.size()] = add(line, length, words, path);
            }
        } catch (FileNotFoundException e) {
            throw new BadInputException(path + " is missing; copy the model again", e);
        }
        return new Vocabulary(words, Arrays.copyOf(counts, words.size()));
    }

    private static long add(byte[] line, int length, WordTable words, Path path) {
        int number = words.size() + 1;
        int tab = 0;
        while (tab < length && line[tab] != '\t') {
            tab++;
        }
        int digits = length - tab - 1;
        long count = 0;
        boolean valid = length < line.length && tab > 0 && digits >= 1 && digits <= 18;
        for (int i = tab + 1; valid && i < length; i++) {
            valid = line[i] >= '0' && line[i] <= '9';
            count = 10 * count + (line[i] - '0');
        }
        if (!valid) {
            throw new BadInputException(
                    path + " line " + number + " is no word and count separated by a tab; copy the model again");
        }
        if (!words.add(line, 0, tab)) {
            throw new BadInputException(path + " line " + number + ": the word '"
                    + new String(line, 0, tab, java.nio.charset.StandardCharsets.UTF_8)
                    + "' occurs twice; copy the model again");
        }
        return count;
    }
}
