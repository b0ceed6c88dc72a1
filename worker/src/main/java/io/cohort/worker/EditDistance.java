package io.cohort.worker;

import java.util.Collection;
import java.util.Comparator;

/**
 * How far two words are apart in spelling: the fewest letters to put in, leave out or replace that make one the other
 * (Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals", Soviet Physics Doklady, 1966).
 */
public final class EditDistance {
    private static final int ANY = Integer.MAX_VALUE - 1;

    private EditDistance() {}

    /** The distance of two words. */
    public static int between(String a, String b) {
        return between(a.codePoints().toArray(), b.codePoints().toArray(), ANY);
    }

    /**
     * The distance of two words, given up where it is of no interest.
     *
     * @param a letters of one; read
     * @param b letters of the other; read
     * @param furthest distance that is of interest
     * @return the distance, or furthest + 1 once it is known to be larger
     */
    public static int between(int[] a, int[] b, int furthest) {
        if (Math.abs(a.length - b.length) > furthest) {
            return furthest + 1;
        }
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            int least = row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > furthest) {
                return furthest + 1;
            }
        }
        return Math.min(row[b.length], furthest + 1);
    }

    /**
     * The word that somebody may have meant.
     *
     * @param word as it was written
     * @param known words to choose from, at least one
     * @return the nearest, of several the first
     */
    public static String nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> between(word, candidate)))
                .orElseThrow();
    }
}
