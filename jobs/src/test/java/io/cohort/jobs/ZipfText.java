package io.cohort.jobs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Text of words whose frequencies follow Zipf's law; the same seed gives the same text. */
final class ZipfText {
    private static final int WORDS_A_LINE = 20;

    private ZipfText() {}

    /**
     * Writes a text.
     *
     * @param file to be written
     * @param words how many words, after each word of the vocabulary once
     * @param vocabulary how many different words
     * @param seed of the draws
     */
    static Path write(Path file, int words, int vocabulary, long seed) throws IOException {
        double[] cumulative = new double[vocabulary];
        double sum = 0;
        for (int rank = 0; rank < vocabulary; rank++) {
            sum += 1.0 / (rank + 1);
            cumulative[rank] = sum;
        }
        SplittableRandom random = new SplittableRandom(seed);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < vocabulary + words; i++) {
                int found = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
                int rank = i < vocabulary ? i : Math.min(vocabulary - 1, found < 0 ? -found - 1 : found);
                out.write("w" + rank + (i % WORDS_A_LINE == WORDS_A_LINE - 1 ? "\n" : " "));
            }
            out.write("\n");
        }
        return file;
    }
}
