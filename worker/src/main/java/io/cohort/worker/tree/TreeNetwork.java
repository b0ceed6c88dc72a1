package io.cohort.worker.tree;

import java.util.SplittableRandom;

/**
 * Loss of a minibatch and its gradient: words' vectors, composition, and a softmax over the classes at every node. The
 * objective is the sum of the nodes' cross entropies.
 */
final class TreeNetwork implements AutoCloseable {
    private final int classes;
    private final int dimension;
    private final int width;
    private final ParameterGroup words;
    private final ParameterGroup outputWeights;
    private final ParameterGroup outputBias;
    private final Products products = new Products();
    private final Products.Weights output = new Products.Weights();
    private final Cell cell;
    private final Dropout wordDropout;
    private final Dropout dropout;
    private float[] parameters = {};
    private boolean dropping;
    /** Words' vectors and their derivatives, shape [leaves, dimension]. */
    private float[] x = {};

    private float[] dx = {};
    /** What the classifier sees and its derivatives, shape [nodes, hidden]. */
    private float[] seen = {};

    private float[] dropped = {};
    private float[] dh = {};
    /** Probabilities, going back derivatives by the logits, shape [nodes, classes]. */
    private float[] probabilities = {};

    private double loss;
    private long correct;

    TreeNetwork(TreeSettings settings, TreeLayout layout) {
        classes = settings.classes();
        dimension = settings.dimension();
        width = settings.hidden();
        words = layout.words();
        outputWeights = layout.group("output weights");
        outputBias = layout.group("output bias");
        wordDropout = new Dropout(settings.wordDropout());
        dropout = new Dropout(settings.dropout());
        cell = settings.model() == TreeModel.LSTM
                ? new LstmCell(layout, width, products)
                : new TensorCell(layout, width, products);
    }

    /** Takes other parameters: read now and during the passes that follow, until the next call. */
    void load(float[] values) {
        parameters = values;
        output.load(values, outputWeights);
        cell.load(values);
    }

    /**
     * Computes the classes' probabilities of all nodes.
     *
     * @param batch the nodes
     * @param random draws what is dropped; null to drop nothing
     */
    void forward(NodeBatch batch, SplittableRandom random) {
        reserve(batch);
        dropping = random != null;
        int leaves = batch.leaves();
        for (int r = 0; r < leaves; r++) {
            System.arraycopy(parameters, words.offset() + batch.word(r) * dimension, x, r * dimension, dimension);
        }
        if (dropping && wordDropout.isOn()) {
            wordDropout.draw(leaves * dimension, random);
            wordDropout.apply(x, x, leaves * dimension);
        }
        seen = cell.forward(batch, x);
        if (dropping && dropout.isOn()) {
            dropout.draw(batch.nodes() * width, random);
            dropped = Rows.room(dropped, (long) batch.nodes() * width);
            dropout.apply(seen, dropped, batch.nodes() * width);
            seen = dropped;
        }
        products.times(seen, 0, batch.nodes(), output, probabilities, 0);
        Rows.addBias(probabilities, 0, batch.nodes(), parameters, outputBias);
        classify(batch);
    }

    private void reserve(NodeBatch batch) {
        x = Rows.room(x, (long) batch.leaves() * dimension);
        dx = Rows.room(dx, (long) batch.leaves() * dimension);
        dh = Rows.room(dh, (long) batch.nodes() * width);
        probabilities = Rows.room(probabilities, (long) batch.nodes() * classes);
    }

    private void classify(NodeBatch batch) {
        loss = 0;
        correct = 0;
        for (int r = 0; r < batch.nodes(); r++) {
            int best = softmax(r * classes);
            correct += best == batch.label(r) ? 1 : 0;
            // A probability may round to 0; the loss of such a node is that of the smallest normal float.
            float probability = probabilities[r * classes + batch.label(r)];
            loss -= StrictMath.log(Math.max(Float.MIN_NORMAL, probability));
        }
    }

    /** Turns logits into probabilities; answers the most probable class. */
    private int softmax(int at) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = probabilities[at + k] > probabilities[at + best] ? k : best;
        }
        float most = probabilities[at + best];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            probabilities[at + k] = Activations.exp(probabilities[at + k] - most);
            sum += probabilities[at + k];
        }
        for (int k = 0; k < classes; k++) {
            probabilities[at + k] = (float) (probabilities[at + k] / sum);
        }
        return best;
    }

    /** Sum over the nodes of the last forward pass. */
    double loss() {
        return loss;
    }

    /** Nodes of the last forward pass whose most probable class was theirs. */
    long correct() {
        return correct;
    }

    /** Copies a row's probabilities. */
    void probabilities(int row, float[] target, int at) {
        System.arraycopy(probabilities, row * classes, target, at, classes);
    }

    /**
     * Gradient of scale · loss of the last forward pass.
     *
     * @param batch the same nodes
     * @param gradient shape [parameters in front of the words]; written
     * @return derivatives by the leaves' words, shape [leaves, dimension]; belongs to the network
     */
    float[] backward(NodeBatch batch, double scale, float[] gradient) {
        int nodes = batch.nodes();
        for (int r = 0; r < nodes; r++) {
            for (int k = 0; k < classes; k++) {
                int at = r * classes + k;
                probabilities[at] = (float) (scale * (probabilities[at] - (k == batch.label(r) ? 1 : 0)));
            }
        }
        products.transposedTimes(seen, probabilities, nodes, gradient, outputWeights);
        Rows.sum(probabilities, nodes, gradient, outputBias);
        products.timesTransposed(probabilities, 0, nodes, output, dh, 0);
        if (dropping && dropout.isOn()) {
            dropout.apply(dh, dh, nodes * width);
        }
        cell.backward(batch, x, dh, gradient, dx);
        if (dropping && wordDropout.isOn()) {
            wordDropout.apply(dx, dx, batch.leaves() * dimension);
        }
        return dx;
    }

    @Override
    public void close() {
        output.close();
        cell.close();
        products.close();
    }
}
