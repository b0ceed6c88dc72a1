package io.cohort.worker.vectors;

import io.cohort.worker.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words of the vocabulary that are spelled nearly like one it does not have. */
public final class Spellings {
    private Spellings() {}

    /**
     * The words with the smallest {@link EditDistance}; letters differing in case count as equal. Of words equally far the
     * more frequent comes first.
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
            int distance = EditDistance.between(wanted, letters, furthest);
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

    private record Candidate(int id, int distance) {}
}
