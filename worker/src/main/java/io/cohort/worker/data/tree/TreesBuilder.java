package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Gathers trees that stream by into flat arrays. */
public final class TreesBuilder implements TreeSink {
    private static final int MOST_NODES = 1 << 28;

    private final TreeVocabulary vocabulary;
    private int[] starts = new int[16];
    private int[] lefts = new int[64];
    private int[] words = new int[64];
    private byte[] labels = new byte[64];
    private short[] heights = new short[64];
    /** Nodes of the tree at hand that have no parent yet. */
    private int[] open = new int[16];

    private final Map<Integer, String> broken = new HashMap<>();
    private int opened;
    private int trees;
    private int nodes;

    /** @param vocabulary gives words their numbers */
    public TreesBuilder(TreeVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void leaf(int label, String word) {
        add(label, -1, vocabulary.id(word), 0);
    }

    @Override
    public void parent(int label) {
        int right = open[--opened];
        int left = open[--opened];
        add(label, left, -1, 1 + Math.max(heights[left], heights[right]));
    }

    private void add(int label, int left, int word, int height) {
        if (nodes == lefts.length) {
            grow();
        }
        if (opened == open.length) {
            open = Arrays.copyOf(open, 2 * opened);
        }
        lefts[nodes] = left;
        words[nodes] = word;
        labels[nodes] = (byte) label;
        heights[nodes] = (short) height;
        open[opened++] = nodes++;
    }

    private void grow() {
        if (nodes >= MOST_NODES) {
            throw new BadInputException("a file holds more than " + MOST_NODES + " nodes; split it into several files");
        }
        lefts = Arrays.copyOf(lefts, 2 * nodes);
        words = Arrays.copyOf(words, 2 * nodes);
        labels = Arrays.copyOf(labels, 2 * nodes);
        heights = Arrays.copyOf(heights, 2 * nodes);
    }

    @Override
    public void endOfTree() {
        opened = 0;
        if (++trees == starts.length) {
            starts = Arrays.copyOf(starts, 2 * trees);
        }
        starts[trees] = nodes;
    }

    /** A broken tree has no nodes. */
    @Override
    public void brokenTree(BadInputException reason) {
        nodes = starts[trees];
        broken.put(trees, reason.getMessage());
        endOfTree();
    }

    /** The trees up to now. */
    public Trees build() {
        return new Trees(
                Arrays.copyOf(starts, trees + 1),
                Arrays.copyOf(lefts, nodes),
                Arrays.copyOf(words, nodes),
                Arrays.copyOf(labels, nodes),
                Arrays.copyOf(heights, nodes),
                Map.copyOf(broken));
    }
}
