package io.cohort.worker.tree;

import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.Trees;
import java.io.IOException;
import java.util.Arrays;

/**
 * The nodes of a minibatch's trees as rows sorted by height, so that one height is one block of rows and the leaves come
 * first. A node's term is its number in the order of the trees, its row its place in this order.
 */
final class NodeBatch {
    private int nodes;
    private int heights;
    /** First row of each height; one more entry than heights. */
    private int[] firstRow = new int[8];

    private int[] left = {};
    private int[] right = {};
    private int[] word = {};
    private int[] label = {};
    private int[] row = {};
    private int[] example = {};

    /**
     * Takes other trees.
     *
     * @param examples where the trees are
     * @param numbers which of them
     */
    void fill(TreeExamples examples, int[] numbers) throws IOException {
        count(examples, numbers);
        int[] next = Arrays.copyOf(firstRow, heights);
        int term = 0;
        for (int e = 0; e < numbers.length; e++) {
            Trees trees = examples.trees(numbers[e]);
            int tree = examples.index(numbers[e]);
            int before = term - trees.start(tree);
            for (int node = trees.start(tree); node <= trees.root(tree); node++, term++) {
                int r = next[trees.height(node)]++;
                row[term] = r;
                example[term] = e;
                label[r] = trees.label(node);
                word[r] = trees.word(node);
                left[r] = trees.isLeaf(node) ? -1 : row[before + trees.left(node)];
                right[r] = trees.isLeaf(node) ? -1 : row[before + trees.right(node)];
            }
        }
    }

    private void count(TreeExamples examples, int[] numbers) throws IOException {
        Arrays.fill(firstRow, 0);
        nodes = 0;
        heights = 0;
        for (int number : numbers) {
            Trees trees = examples.trees(number);
            int tree = examples.index(number);
            int highest = trees.height(trees.root(tree));
            if (highest + 2 > firstRow.length) {
                firstRow = Arrays.copyOf(firstRow, 2 * highest + 2);
            }
            heights = Math.max(heights, highest + 1);
            nodes += trees.nodes(tree);
            for (int node = trees.start(tree); node <= trees.root(tree); node++) {
                firstRow[trees.height(node) + 1]++;
            }
        }
        for (int height = 0; height < heights; height++) {
            firstRow[height + 1] += firstRow[height];
        }
        if (nodes > row.length) {
            grow(nodes + nodes / 4);
        }
    }

    private void grow(int size) {
        left = new int[size];
        right = new int[size];
        word = new int[size];
        label = new int[size];
        row = new int[size];
        example = new int[size];
    }

    /** How many nodes: rows and terms. */
    int nodes() {
        return nodes;
    }

    /** Rows [0, leaves) hold words. */
    int leaves() {
        return heights == 0 ? 0 : firstRow[1];
    }

    /** How many heights, that of the leaves included. */
    int heights() {
        return heights;
    }

    /** First row of a height; of heights() the number of rows. */
    int firstRow(int height) {
        return firstRow[height];
    }

    /** Row of a row's left child. */
    int left(int r) {
        return left[r];
    }

    /** Row of a row's right child. */
    int right(int r) {
        return right[r];
    }

    /** Number of a leaf row's word. */
    int word(int r) {
        return word[r];
    }

    /** Class of a row. */
    int label(int r) {
        return label[r];
    }

    /** Row of a term. */
    int row(int term) {
        return row[term];
    }

    /** Which of the minibatch's trees a term belongs to. */
    int example(int term) {
        return example[term];
    }
}
