package io.cohort.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random text of Zipf-distributed words: each of so many words once, in random order, among words drawn with probability
 * 1/rank. The same seed gives the same file.
 */
final class ZipfText {
    private static final int SENTENCE = 20;

    private final double[] cumulated;
    private final SplittableRandom random;

    private ZipfText(int vocabulary, long seed) {
        this.random = new SplittableRandom(seed);
        this.cumulated = new double[vocabulary];
        double sum = 0;
        for (int rank = 0; rank < vocabulary; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    /**
     * Writes a text.
     *
     * @param target the file
     * @param vocabulary different words; all of them occur
     * @param drawn words drawn for each word that occurs for sure
     * @param seed of the random numbers
     * @return target
     */
    static Path write(Path target, int vocabulary, int drawn, long seed) throws IOException {
        ZipfText text = new ZipfText(vocabulary, seed);
        int[] order = text.shuffled();
        try (BufferedWriter writer = Files.newBufferedWriter(target, StandardCharsets.US_ASCII)) {
            long written = 0;
            for (int once : order) {
                text.write(writer, once, ++written);
                for (int i = 0; i < drawn; i++) {
                    text.write(writer, text.draw(), ++written);
                }
            }
            writer.write('\n');
        }
        return target;
    }

    private int[] shuffled() {
        int[] order = new int[cumulated.length];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private int draw() {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }

    private static void write(BufferedWriter writer, int rank, long written) throws IOException {
        writer.write('w');
        writer.write(Integer.toString(rank, Character.MAX_RADIX));
        writer.write(written % SENTENCE == 0 ? '\n' : ' ');
    }
}
