package io.cohort.worker.tree;

/**
 * Binary Tree-LSTM (Tai, Socher, Manning, ACL 2015, equations 9–14, N = 2): words at the leaves only, so a leaf has no
 * children's terms and an inner node no word's.
 *
 * <pre>
 * leaf:   i, o = σ(x·W + b)   u = tanh(x·W + b)   c = i⊙u                          h = o⊙tanh(c)
 * inner:  i, f₁, f₂, o = σ([h₁ h₂]·U + b)   u = tanh(…)   c = i⊙u + f₁⊙c₁ + f₂⊙c₂   h = o⊙tanh(c)
 * </pre>
 */
final class LstmCell implements Cell {
    private final int width;
    private final Products products;
    private final ParameterGroup leafWeights;
    private final ParameterGroup leafBias;
    private final ParameterGroup nodeWeights;
    private final ParameterGroup nodeBias;
    private final Products.Weights leaf = new Products.Weights();
    private final Products.Weights node = new Products.Weights();
    private float[] parameters = {};
    /** Children side by side, shape [nodes − leaves, 2H]. */
    private float[] pairs = {};
    /** i o u of leaves, shape [leaves, 3H]. */
    private float[] leafGates = {};
    /** i f₁ f₂ o u of inner nodes, shape [nodes − leaves, 5H]. */
    private float[] gates = {};
    /** Vectors, memories, and the memories' tanh, shape [nodes, H] each. */
    private float[] h = {};

    private float[] c = {};
    private float[] tanhC = {};
    private float[] dc = {};
    private float[] dPairs = {};

    LstmCell(TreeLayout layout, int width, Products products) {
        this.width = width;
        this.products = products;
        leafWeights = layout.group("leaf weights");
        leafBias = layout.group("leaf bias");
        nodeWeights = layout.group("node weights");
        nodeBias = layout.group("node bias");
    }

    @Override
    public void load(float[] values) {
        parameters = values;
        leaf.load(values, leafWeights);
        node.load(values, nodeWeights);
    }

    @Override
    public float[] forward(NodeBatch batch, float[] x) {
        reserve(batch);
        int leaves = batch.leaves();
        products.times(x, 0, leaves, leaf, leafGates, 0);
        Rows.addBias(leafGates, 0, leaves, parameters, leafBias);
        for (int r = 0; r < leaves; r++) {
            leafForward(r);
        }
        for (int height = 1; height < batch.heights(); height++) {
            int from = batch.firstRow(height) - leaves;
            int to = batch.firstRow(height + 1) - leaves;
            Rows.gather(batch, height, h, width, pairs);
            products.times(pairs, from * 2 * width, to - from, node, gates, from * 5 * width);
            Rows.addBias(gates, from, to, parameters, nodeBias);
            for (int n = from; n < to; n++) {
                nodeForward(n, leaves + n, batch.left(leaves + n), batch.right(leaves + n));
            }
        }
        return h;
    }

    private void reserve(NodeBatch batch) {
        long all = (long) batch.nodes() * width;
        long inner = all - (long) batch.leaves() * width;
        leafGates = Rows.room(leafGates, 3 * (all - inner));
        gates = Rows.room(gates, 5 * inner);
        pairs = Rows.room(pairs, 2 * inner);
        dPairs = Rows.room(dPairs, 2 * inner);
        h = Rows.room(h, all);
        c = Rows.room(c, all);
        tanhC = Rows.room(tanhC, all);
        dc = Rows.room(dc, all);
    }

    private void leafForward(int r) {
        int g = r * 3 * width;
        Activations.sigmoid(leafGates, g, g + 2 * width);
        Activations.tanh(leafGates, g + 2 * width, g + 3 * width);
        for (int j = 0, at = r * width; j < width; j++, at++) {
            c[at] = leafGates[g + j] * leafGates[g + 2 * width + j];
            tanhC[at] = Activations.tanh(c[at]);
            h[at] = leafGates[g + width + j] * tanhC[at];
        }
    }

    private void nodeForward(int n, int r, int left, int right) {
        int g = n * 5 * width;
        Activations.sigmoid(gates, g, g + 4 * width);
        Activations.tanh(gates, g + 4 * width, g + 5 * width);
        for (int j = 0, at = r * width; j < width; j++, at++) {
            c[at] = gates[g + j] * gates[g + 4 * width + j]
                    + gates[g + width + j] * c[left * width + j]
                    + gates[g + 2 * width + j] * c[right * width + j];
            tanhC[at] = Activations.tanh(c[at]);
            h[at] = gates[g + 3 * width + j] * tanhC[at];
        }
    }

    @Override
    public void backward(NodeBatch batch, float[] x, float[] dh, float[] gradient, float[] dx) {
        int leaves = batch.leaves();
        java.util.Arrays.fill(dc, 0, batch.nodes() * width, 0);
        for (int height = batch.heights() - 1; height > 0; height--) {
            int from = batch.firstRow(height) - leaves;
            int to = batch.firstRow(height + 1) - leaves;
            for (int n = from; n < to; n++) {
                nodeBackward(n, leaves + n, batch.left(leaves + n), batch.right(leaves + n), dh);
            }
            products.timesTransposed(gates, from * 5 * width, to - from, node, dPairs, from * 2 * width);
            Rows.scatter(batch, height, dPairs, width, dh);
        }
        for (int r = 0; r < leaves; r++) {
            leafBackward(r, dh);
        }
        products.transposedTimes(pairs, gates, batch.nodes() - leaves, gradient, nodeWeights);
        Rows.sum(gates, batch.nodes() - leaves, gradient, nodeBias);
        products.transposedTimes(x, leafGates, leaves, gradient, leafWeights);
        Rows.sum(leafGates, leaves, gradient, leafBias);
        products.timesTransposed(leafGates, 0, leaves, leaf, dx, 0);
    }

    /** Puts derivatives by what the gates were computed from in the gates' place. */
    private void nodeBackward(int n, int r, int left, int right, float[] dh) {
        int g = n * 5 * width;
        for (int j = 0, at = r * width; j < width; j++, at++, g++) {
            float i = gates[g];
            float f1 = gates[g + width];
            float f2 = gates[g + 2 * width];
            float o = gates[g + 3 * width];
            float u = gates[g + 4 * width];
            float d = dc[at] + dh[at] * o * (1 - tanhC[at] * tanhC[at]);
            gates[g] = d * u * i * (1 - i);
            gates[g + width] = d * c[left * width + j] * f1 * (1 - f1);
            gates[g + 2 * width] = d * c[right * width + j] * f2 * (1 - f2);
            gates[g + 3 * width] = dh[at] * tanhC[at] * o * (1 - o);
            gates[g + 4 * width] = d * i * (1 - u * u);
            dc[left * width + j] = d * f1;
            dc[right * width + j] = d * f2;
        }
    }

    private void leafBackward(int r, float[] dh) {
        int g = r * 3 * width;
        for (int j = 0, at = r * width; j < width; j++, at++, g++) {
            float i = leafGates[g];
            float o = leafGates[g + width];
            float u = leafGates[g + 2 * width];
            float d = dc[at] + dh[at] * o * (1 - tanhC[at] * tanhC[at]);
            leafGates[g] = d * u * i * (1 - i);
            leafGates[g + width] = dh[at] * tanhC[at] * o * (1 - o);
            leafGates[g + 2 * width] = d * i * (1 - u * u);
        }
    }

    @Override
    public void close() {
        leaf.close();
        node.close();
    }
}
