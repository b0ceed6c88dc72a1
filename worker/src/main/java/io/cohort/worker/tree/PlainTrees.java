package io.cohort.worker.tree;

import io.cohort.worker.data.tree.Trees;

/**
 * The loss of a tree by plain recursion, node by node, in double, straight from the papers' equations: what the batched
 * network is compared with, and what its gradients are checked against by finite differences. Shares no code with it.
 */
final class PlainTrees {
    private final TreeSettings settings;
    private final TreeLayout layout;
    private final int hidden;
    private double[] parameters;
    private Trees trees;
    private double loss;

    PlainTrees(TreeSettings settings, TreeLayout layout) {
        this.settings = settings;
        this.layout = layout;
        hidden = settings.hidden();
    }

    /**
     * Sum of the cross entropies of a tree's nodes.
     *
     * @param values shape [parameters]; read
     */
    double loss(double[] values, Trees of, int tree) {
        parameters = values;
        trees = of;
        loss = 0;
        vectors(of.root(tree));
        return loss;
    }

    /** The node's h and c; adds the losses of the nodes below and its own. */
    private double[][] vectors(int node) {
        double[][] result;
        if (trees.isLeaf(node)) {
            double[] x = row(layout.words(), trees.word(node));
            result = settings.model() == TreeModel.LSTM ? lstmLeaf(x) : new double[][] {tanh(x)};
        } else {
            double[][] left = vectors(trees.left(node));
            double[][] right = vectors(trees.right(node));
            result = settings.model() == TreeModel.LSTM ? lstmNode(left, right) : tensorNode(left[0], right[0]);
        }
        loss += crossEntropy(result[0], trees.label(node));
        return result;
    }

    private double[][] lstmLeaf(double[] x) {
        double[] z = affine("leaf", x);
        double[] c = new double[hidden];
        double[] h = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            c[j] = sigmoid(z[j]) * StrictMath.tanh(z[2 * hidden + j]);
            h[j] = sigmoid(z[hidden + j]) * StrictMath.tanh(c[j]);
        }
        return new double[][] {h, c};
    }

    private double[][] lstmNode(double[][] left, double[][] right) {
        double[] z = affine("node", joined(left[0], right[0]));
        double[] c = new double[hidden];
        double[] h = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            c[j] = sigmoid(z[j]) * StrictMath.tanh(z[4 * hidden + j])
                    + sigmoid(z[hidden + j]) * left[1][j]
                    + sigmoid(z[2 * hidden + j]) * right[1][j];
            h[j] = sigmoid(z[3 * hidden + j]) * StrictMath.tanh(c[j]);
        }
        return new double[][] {h, c};
    }

    private double[][] tensorNode(double[] left, double[] right) {
        double[] a = joined(left, right);
        double[] z = affine("node", a);
        int at = layout.group("node tensor").offset();
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < hidden; k++) {
                    z[k] += a[i] * parameters[at++] * a[j];
                }
            }
        }
        return new double[][] {tanh(z)};
    }

    private double crossEntropy(double[] h, int label) {
        double[] z = affine("output", h);
        double sum = 0;
        for (double each : z) {
            sum += StrictMath.exp(each);
        }
        return StrictMath.log(sum) - z[label];
    }

    /** x·W + b with the weights and bias of that name. */
    private double[] affine(String name, double[] x) {
        ParameterGroup weights = layout.group(name + " weights");
        double[] sum = row(layout.group(name + " bias"), 0);
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += x[i] * parameters[weights.offset() + i * sum.length + k];
            }
        }
        return sum;
    }

    private double[] row(ParameterGroup group, int row) {
        int from = group.offset() + row * group.columns();
        return java.util.Arrays.copyOfRange(parameters, from, from + group.columns());
    }

    private static double[] joined(double[] left, double[] right) {
        double[] both = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static double[] tanh(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = StrictMath.tanh(x[i]);
        }
        return result;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
