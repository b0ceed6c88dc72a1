package io.cohort.worker.embedding;

/**
 * Trains examples by gradient descent, one after the other. With h the input row (skip-gram) or the mean of the input rows
 * (CBOW), and o an output row with label y, the loss is {@code −ln σ((2y − 1) h·o)}, summed over the output rows.
 *
 * <p>As in word2vec.c with cbow_mean = 1 (and in gensim), each of n input rows of a CBOW example takes the full gradient
 * with respect to h, not the n-th part that the mean's derivative would give it.
 */
interface ExampleKernel {
    /**
     * Trains all examples in their order.
     *
     * @param examples addressed: rows are slots of the two tables
     * @param inputs table 0, trained in place
     * @param outputs table 1, trained in place
     * @param rate learning rate
     * @return the sum of the losses that the examples had just before each was trained
     */
    double train(Examples examples, RowTable inputs, RowTable outputs, float rate);
}
