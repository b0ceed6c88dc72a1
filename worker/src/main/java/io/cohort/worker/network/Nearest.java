package io.cohort.worker.network;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /**
     * The word with the fewest letters to insert, delete or replace (Levenshtein 1966); the first of several.
     *
     * @param word as it was written
     * @param known words to choose from, at least one
     */
    static String of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElseThrow();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
