package io.cohort.worker.embedding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds words that are spelled like another: by the fewest insertions, deletions, substitutions and swaps of neighbours
 * (optimal string alignment distance over code points).
 */
public final class Spellings {
    private record Candidate(int id, int distance) {}

    /** The worst first: farther, then less frequent. */
    private static final Comparator<Candidate> WORST_FIRST = Comparator.comparingInt(Candidate::distance)
            .thenComparingInt(Candidate::id)
            .reversed();

    private Spellings() {}

    /**
     * The words of a dictionary that come nearest.
     *
     * @param dictionary where to look
     * @param word any text
     * @param count how many at most, at least 1
     * @return nearest first, the more frequent first of equally near ones; words that share nothing with it are left out
     */
    public static List<String> nearest(Dictionary dictionary, String word, int count) {
        int[] wanted = word.codePoints().toArray();
        PriorityQueue<Candidate> best = new PriorityQueue<>(WORST_FIRST);
        for (int id = 0; id < dictionary.size(); id++) {
            int limit = best.size() < count
                    ? Math.max(1, wanted.length - 1)
                    : best.peek().distance() - 1;
            String candidate = dictionary.word(id);
            int[] letters = candidate.codePoints().toArray();
            if (Math.abs(letters.length - wanted.length) > limit) {
                continue;
            }
            int distance = distance(wanted, letters);
            if (distance <= limit) {
                best.add(new Candidate(id, distance));
                if (best.size() > count) {
                    best.remove();
                }
            }
        }
        List<Candidate> sorted = new ArrayList<>(best);
        sorted.sort(WORST_FIRST.reversed());
        return sorted.stream().map(c -> dictionary.word(c.id())).toList();
    }

    /**
     * The distance of two spellings.
     *
     * @param a code points
     * @param b code points
     * @return at least 0
     */
    static int distance(int[] a, int[] b) {
        int[] before = new int[b.length + 1];
        int[] above = new int[b.length + 1];
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length];
    }
}
