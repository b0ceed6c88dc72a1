package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import java.util.Map;

/**
 * Trees in flat arrays, 11 bytes a node. The nodes of a tree follow each other, children before their parent, the root
 * last; so the right child of a node is the node before it, and only the left one is stored. Not changed once built.
 */
public final class Trees {
    private final int[] starts;
    private final int[] lefts;
    private final int[] words;
    private final byte[] labels;
    private final short[] heights;
    /** Why trees without nodes have none. */
    private final Map<Integer, String> broken;

    Trees(int[] starts, int[] lefts, int[] words, byte[] labels, short[] heights, Map<Integer, String> broken) {
        this.starts = starts;
        this.lefts = lefts;
        this.words = words;
        this.labels = labels;
        this.heights = heights;
        this.broken = broken;
    }

    /** How many trees. */
    public int size() {
        return starts.length - 1;
    }

    /** The first node of a tree; for tree = size() the number of all nodes. */
    public int start(int tree) {
        return starts[tree];
    }

    /** Nodes of a tree: n words have 2n − 1; a broken one has none. */
    public int nodes(int tree) {
        return starts[tree + 1] - starts[tree];
    }

    /** @throws BadInputException if the line of that tree holds none; says why */
    void requireWhole(int tree) {
        if (broken.containsKey(tree)) {
            throw new BadInputException(broken.get(tree));
        }
    }

    /** The last node of a tree. */
    public int root(int tree) {
        return starts[tree + 1] - 1;
    }

    /** Whether a node holds a word. */
    public boolean isLeaf(int node) {
        return lefts[node] < 0;
    }

    /** The left child of a node that is no leaf. */
    public int left(int node) {
        return lefts[node];
    }

    /** The right child of a node that is no leaf. */
    public int right(int node) {
        return node - 1;
    }

    /** The number of a leaf's word in the vocabulary; -1 for other nodes. */
    public int word(int node) {
        return words[node];
    }

    /** The node's class. */
    public int label(int node) {
        return labels[node];
    }

    /** Longest way down to a leaf: 0 for a leaf. */
    public int height(int node) {
        return heights[node];
    }

    /**
     * A tree as it is written in a file.
     *
     * @param vocabulary the one that the trees were built with
     */
    public String text(int tree, TreeVocabulary vocabulary) {
        String[] texts = new String[nodes(tree)];
        int first = start(tree);
        for (int node = first; node <= root(tree); node++) {
            texts[node - first] = isLeaf(node)
                    ? "(" + label(node) + " " + vocabulary.word(word(node)) + ")"
                    : "(" + label(node) + " " + texts[left(node) - first] + " " + texts[right(node) - first] + ")";
        }
        return texts[texts.length - 1];
    }
}
