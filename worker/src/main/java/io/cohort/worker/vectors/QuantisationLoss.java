package io.cohort.worker.vectors;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What vectors lose when they are written as bytes.
 *
 * @param cosine mean cosine between a vector and what is left of it
 * @param kept share of the ten nearest words that stay among the ten nearest
 * @param words how many of the most frequent words that was looked at among
 */
public record QuantisationLoss(double cosine, double kept, int words) {
    private static final int MOST = 30_000;
    private static final int ASKED = 200;
    private static final int NEAREST = 10;

    /** Compares the vectors with what a file of bytes says of them. */
    public static QuantisationLoss of(WordVectors vectors) {
        int words = Math.min(MOST, vectors.size());
        WordVectors rounded = Int8Vectors.rounded(vectors, words);
        WordVectors same = words == vectors.size() ? vectors : first(vectors, words);
        double cosines = 0;
        for (int id = 0; id < words; id++) {
            cosines += cosine(same, rounded, id);
        }
        int step = Math.max(1, words / ASKED);
        long kept = 0;
        long asked = 0;
        Nearest before = new Nearest(same);
        Nearest after = new Nearest(rounded);
        for (int id = 0; id < words; id += step) {
            Set<String> known = new HashSet<>(names(before.of(id, NEAREST)));
            asked += known.size();
            kept += names(after.of(id, NEAREST)).stream()
                    .filter(known::contains)
                    .count();
        }
        return new QuantisationLoss(cosines / words, asked == 0 ? 1 : (double) kept / asked, words);
    }

    private static List<String> names(List<Neighbour> neighbours) {
        return neighbours.stream().map(Neighbour::word).toList();
    }

    private static double cosine(WordVectors one, WordVectors other, int id) {
        double product = one.norm(id) * other.norm(id);
        if (product == 0) {
            return one.norm(id) == other.norm(id) ? 1 : 0;
        }
        float[] first = one.vector(id);
        float[] second = other.vector(id);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum / product;
    }

    private static WordVectors first(WordVectors vectors, int words) {
        WordTable table = new WordTable();
        RowChunks rows = new RowChunks(vectors.dimension());
        for (int id = 0; id < words; id++) {
            byte[] word = vectors.words().utf8(id);
            table.add(word, 0, word.length);
            rows.add(vectors.vector(id));
        }
        return new WordVectors(table, null, rows, 0);
    }
}
