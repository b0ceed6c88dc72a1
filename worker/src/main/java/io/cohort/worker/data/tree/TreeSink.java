package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;

/** Takes the nodes of trees one by one, children before their parent, the left before the right, the root last. */
public interface TreeSink {
    /**
     * A node with one word.
     *
     * @param label in [0, classes)
     * @param word as it stands in the file; not empty
     */
    void leaf(int label, String word);

    /**
     * The parent of the two nodes that came last and have no parent yet.
     *
     * @param label in [0, classes)
     */
    void parent(int label);

    /** The node that came last was a root. */
    void endOfTree();

    /**
     * A line was no tree: nodes since the last tree do not count. It takes a number all the same, so that the trees behind
     * it keep theirs.
     *
     * @param reason names file, line and what is wrong; may be thrown to give up
     */
    void brokenTree(BadInputException reason);
}
