package io.cohort.worker.tree;

/**
 * Recursive neural tensor network (Socher et al., EMNLP 2013, section 4.3), with the authors' tanh at the leaves:
 *
 * <pre>
 * leaf:   h = tanh(x)
 * inner:  a = [h₁ h₂]   y_jk = Σ_i a_i·V_ijk   h_k = tanh(Σ_j a_j·y_jk + (a·W)_k + b_k)
 * </pre>
 */
final class TensorCell implements Cell {
    private final int width;
    private final Products products;
    private final ParameterGroup tensorGroup;
    private final ParameterGroup weightsGroup;
    private final ParameterGroup biasGroup;
    private final Products.Weights tensor = new Products.Weights();
    private final Products.Weights weights = new Products.Weights();
    private float[] parameters = {};
    /** a, shape [nodes − leaves, 2H]. */
    private float[] pairs = {};
    /** y, shape [nodes − leaves, 2H, H]; going back, a_j·dz_k. */
    private float[] slices = {};
    /** z and its derivative, shape [nodes − leaves, H]. */
    private float[] sums = {};

    private float[] h = {};
    private float[] dPairs = {};
    private float[] dFromTensor = {};

    TensorCell(TreeLayout layout, int width, Products products) {
        this.width = width;
        this.products = products;
        tensorGroup = layout.group("node tensor");
        weightsGroup = layout.group("node weights");
        biasGroup = layout.group("node bias");
    }

    @Override
    public void load(float[] values) {
        parameters = values;
        tensor.load(values, tensorGroup);
        weights.load(values, weightsGroup);
    }

    @Override
    public float[] forward(NodeBatch batch, float[] x) {
        reserve(batch);
        int leaves = batch.leaves();
        System.arraycopy(x, 0, h, 0, leaves * width);
        Activations.tanh(h, 0, leaves * width);
        for (int height = 1; height < batch.heights(); height++) {
            int from = batch.firstRow(height) - leaves;
            int to = batch.firstRow(height + 1) - leaves;
            Rows.gather(batch, height, h, width, pairs);
            products.times(pairs, from * 2 * width, to - from, tensor, slices, from * 2 * width * width);
            products.times(pairs, from * 2 * width, to - from, weights, sums, from * width);
            Rows.addBias(sums, from, to, parameters, biasGroup);
            for (int n = from; n < to; n++) {
                addTensor(n);
            }
            Activations.tanh(sums, from * width, to * width);
            System.arraycopy(sums, from * width, h, (leaves + from) * width, (to - from) * width);
        }
        return h;
    }

    private void reserve(NodeBatch batch) {
        long inner = (long) (batch.nodes() - batch.leaves()) * width;
        pairs = Rows.room(pairs, 2 * inner);
        dPairs = Rows.room(dPairs, 2 * inner);
        dFromTensor = Rows.room(dFromTensor, 2 * inner);
        sums = Rows.room(sums, inner);
        slices = Rows.room(slices, 2 * inner * width);
        h = Rows.room(h, (long) batch.nodes() * width);
    }

    private void addTensor(int n) {
        int z = n * width;
        for (int j = 0; j < 2 * width; j++) {
            float a = pairs[n * 2 * width + j];
            int y = (n * 2 * width + j) * width;
            for (int k = 0; k < width; k++) {
                sums[z + k] += a * slices[y + k];
            }
        }
    }

    @Override
    public void backward(NodeBatch batch, float[] x, float[] dh, float[] gradient, float[] dx) {
        int leaves = batch.leaves();
        int inner = batch.nodes() - leaves;
        for (int height = batch.heights() - 1; height > 0; height--) {
            int from = batch.firstRow(height) - leaves;
            int to = batch.firstRow(height + 1) - leaves;
            throughTanh(dh, leaves + from, leaves + to, sums, from * width);
            products.timesTransposed(sums, from * width, to - from, weights, dPairs, from * 2 * width);
            for (int n = from; n < to; n++) {
                backThroughTensor(n);
            }
            products.timesTransposed(
                    slices, from * 2 * width * width, to - from, tensor, dFromTensor, from * 2 * width);
            for (int i = from * 2 * width; i < to * 2 * width; i++) {
                dPairs[i] += dFromTensor[i];
            }
            Rows.scatter(batch, height, dPairs, width, dh);
        }
        products.transposedTimes(pairs, slices, inner, gradient, tensorGroup);
        products.transposedTimes(pairs, sums, inner, gradient, weightsGroup);
        Rows.sum(sums, inner, gradient, biasGroup);
        throughTanh(dh, 0, leaves, dx, 0);
    }

    /** dz = dh·(1 − h²) for rows [from, to). */
    private void throughTanh(float[] dh, int from, int to, float[] dz, int at) {
        int shift = at - from * width;
        for (int i = from * width; i < to * width; i++) {
            dz[i + shift] = dh[i] * (1 - h[i] * h[i]);
        }
    }

    /** dPairs_j += Σ_k y_jk·dz_k, and y_jk ← a_j·dz_k. */
    private void backThroughTensor(int n) {
        int dz = n * width;
        for (int j = n * 2 * width; j < (n + 1) * 2 * width; j++) {
            float a = pairs[j];
            float sum = 0;
            for (int k = 0, y = j * width; k < width; k++, y++) {
                sum += slices[y] * sums[dz + k];
                slices[y] = a * sums[dz + k];
            }
            dPairs[j] += sum;
        }
    }

    @Override
    public void close() {
        tensor.close();
        weights.close();
    }
}
