package io.cohort.worker.vectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words of the vocabulary that are spelled nearly like one it does not have. */
public final class Spellings {
    private Spellings() {}

    /**
     * The words with the smallest edit distance (Levenshtein, Soviet Physics Doklady, 1966: one for each letter put in, left
     * out or replaced; letters differing in case count as equal). Of words equally far the more frequent comes first.
     *
     * @param words the vocabulary, by falling frequency
     * @param word what was asked for
     * @param limit how many words at most
     * @return words at most half as many edits away as the word has letters, but at least one
     */
    public static List<String> near(WordTable words, String word, int limit) {
        int[] wanted = word.toLowerCase(Locale.ROOT).codePoints().toArray();
        int furthest = Math.max(1, wanted.length / 2);
        List<Candidate> best = new ArrayList<>();
        for (int id = 0; id < words.size(); id++) {
            int[] letters = words.word(id).toLowerCase(Locale.ROOT).codePoints().toArray();
            int distance = distance(wanted, letters, furthest);
            if (distance <= furthest) {
                best.add(new Candidate(id, distance));
                best.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::id));
                if (best.size() > limit) {
                    best.remove(limit);
                    furthest = best.get(limit - 1).distance();
                }
            }
        }
        return best.stream().map(found -> words.word(found.id())).toList();
    }

    /** The edit distance, or any larger number than furthest once it is known to be larger. */
    static int distance(int[] a, int[] b, int furthest) {
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
        return row[b.length];
    }

    private record Candidate(int id, int distance) {}
}
