package io.cohort.worker.tree;

/** Composes the vectors of a minibatch's nodes, and takes gradients back through the composition. Keeps what it computed. */
interface Cell extends AutoCloseable {
    /** Takes other weights: shape [parameters]; read, not kept. */
    void load(float[] parameters);

    /**
     * Computes the vectors of all nodes.
     *
     * @param batch the nodes
     * @param x words' vectors, shape [leaves, dimension]; read
     * @return shape [nodes, hidden]; belongs to the cell, valid until the next call
     */
    float[] forward(NodeBatch batch, float[] x);

    /**
     * Gradients of what the last call of forward computed.
     *
     * @param batch the same nodes
     * @param x the same vectors
     * @param dh derivatives by the nodes' vectors as the classifier sees them, shape [nodes, hidden]; changed
     * @param gradient shape [parameters in front of the words]; the cell's groups are written
     * @param dx derivatives by x, shape [leaves, dimension]; written
     */
    void backward(NodeBatch batch, float[] x, float[] dh, float[] gradient, float[] dx);

    @Override
    void close();
}
