package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts words and labels of trees while they stream by. */
public final class TreeSurvey implements TreeSink {
    private final Map<String, Long> counts = new HashMap<>();
    private final long[] labels;
    private final boolean lenient;
    private final List<Broken> broken = new ArrayList<>();
    /** Of the tree at hand, which may turn out to be broken. */
    private final List<String> words = new ArrayList<>();

    private final long[] treeLabels;
    private int longest;
    private int trees;

    /**
     * A line that is no tree.
     *
     * @param number of the tree that should stand there, counted over all files, broken ones included
     * @param reason names file, line and what is wrong
     */
    public record Broken(int number, String reason) {}

    /**
     * @param classes labels are in [0, classes)
     * @param lenient whether broken trees are noted, or the first one is thrown
     */
    public TreeSurvey(int classes, boolean lenient) {
        this.lenient = lenient;
        labels = new long[classes];
        treeLabels = new long[classes];
    }

    @Override
    public void leaf(int label, String word) {
        words.add(word);
        treeLabels[label]++;
    }

    @Override
    public void parent(int label) {
        treeLabels[label]++;
    }

    @Override
    public void endOfTree() {
        for (String word : words) {
            counts.merge(word, 1L, Long::sum);
        }
        for (int label = 0; label < labels.length; label++) {
            labels[label] += treeLabels[label];
        }
        longest = Math.max(longest, words.size());
        nextTree();
    }

    @Override
    public void brokenTree(BadInputException reason) {
        if (!lenient) {
            throw reason;
        }
        broken.add(new Broken(trees, reason.getMessage()));
        nextTree();
    }

    private void nextTree() {
        trees++;
        words.clear();
        Arrays.fill(treeLabels, 0);
    }

    /** Lines that are no tree, in their order. */
    public List<Broken> broken() {
        return List.copyOf(broken);
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
