package io.cohort.worker.tree;

import java.io.Serializable;

/**
 * A recursive network and how it is trained.
 *
 * @param model how nodes are composed
 * @param classes of a node, at least 2
 * @param dimension numbers of a word's vector, at least 1
 * @param hidden numbers of a node's vector, at least 1; the tensor network needs hidden = dimension
 * @param optimizer how gradients are applied
 * @param dropout share of a node's vector that its classifier does not see in training, in [0, 1)
 * @param wordDropout share of a word's vector that is zero in training, in [0, 1)
 * @param l2 λ of the penalty λ/2·‖W‖² on all weights but biases and words' vectors, at least 0
 * @param wordRate factor of the learning rate for words' vectors, at least 0; 0 leaves them as they are
 * @param vectors a word2vec file or a run of Cohort to take first vectors from, of the same dimension; null for none
 */
public record TreeSettings(
        TreeModel model,
        int classes,
        int dimension,
        int hidden,
        TreeOptimizer optimizer,
        double dropout,
        double wordDropout,
        double l2,
        double wordRate,
        String vectors)
        implements Serializable {
    /** Checks the numbers. */
    public TreeSettings {
        if (classes < 2 || dimension < 1 || hidden < 1) {
            throw new IllegalArgumentException("classes must be at least 2, dimension and hidden at least 1, but are "
                    + classes + ", " + dimension + ", " + hidden);
        }
        if (model == TreeModel.TENSOR && hidden != dimension) {
            throw new IllegalArgumentException("a tensor network's leaves are its words: hidden must be " + dimension
                    + " as the words' dimension, but is " + hidden);
        }
        requireShare("dropout", dropout);
        requireShare("word-dropout", wordDropout);
        requireNotNegative("l2", l2);
        requireNotNegative("word-rate", wordRate);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), but is " + value);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, but is " + value);
        }
    }

    /** The same network without dropout. */
    public TreeSettings withoutDropout() {
        return new TreeSettings(model, classes, dimension, hidden, optimizer, 0, 0, l2, wordRate, vectors);
    }
}
