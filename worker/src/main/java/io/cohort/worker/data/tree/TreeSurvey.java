package io.cohort.worker.data.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts words and labels of trees while they stream by. */
public final class TreeSurvey implements TreeSink {
    private final Map<String, Long> counts = new HashMap<>();
    private final long[] labels;
    private int words;
    private int longest;

    /** @param classes labels are in [0, classes) */
    public TreeSurvey(int classes) {
        labels = new long[classes];
    }

    @Override
    public void leaf(int label, String word) {
        counts.merge(word, 1L, Long::sum);
        labels[label]++;
        words++;
    }

    @Override
    public void parent(int label) {
        labels[label]++;
    }

    @Override
    public void endOfTree() {
        longest = Math.max(longest, words);
        words = 0;
    }

    /** Most words of a tree. */
    public int longest() {
        return longest;
    }

    /** Nodes of each label, shape [classes]; a copy. */
    public long[] labels() {
        return labels.clone();
    }

    /**
     * The words seen, the most frequent first, ties in the order of their characters.
     *
     * @param minCount words that were seen less often are left out
     */
    public TreeVocabulary vocabulary(int minCount) {
        List<Map.Entry<String, Long>> kept = new ArrayList<>(counts.entrySet());
        kept.removeIf(entry -> entry.getValue() < minCount);
        kept.sort(Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey));
        return TreeVocabulary.of(kept.stream().map(Map.Entry::getKey).toList());
    }
}
