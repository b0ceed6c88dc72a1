package io.cohort.worker.network.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link Sampling} at work: a handful of numbers an example, so plain loops in double. Draws in inference too. */
final class SamplingLayer extends AbstractLayer<Sampling> {
    private static final long serialVersionUID = 1;

    private double[] means = {};
    private double[] deviations = {};
    private double[] noise = {};
    private double divergence;
    private int rows;

    SamplingLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        int columns = layerConf().outputs();
        rows = Math.toIntExact(input.size(0));
        double[] arriving = input.dup('c').data().asDouble();
        means = new double[rows * columns];
        deviations = new double[rows * columns];
        noise = layerConf().draws().draw(rows, columns);
        double[] codes = new double[rows * columns];
        divergence = 0;
        for (int i = 0; i < codes.length; i++) {
            int from = i / columns * 2 * columns + i % columns;
            double logVariance = arriving[from + columns];
            means[i] = arriving[from];
            deviations[i] = StrictMath.exp(logVariance / 2);
            codes[i] = means[i] + deviations[i] * noise[i];
            divergence += (deviations[i] * deviations[i] + means[i] * means[i] - 1 - logVariance) / 2;
        }
        layerConf().draws().add(divergence);
        return put(codes, columns, ArrayType.ACTIVATIONS, memory);
    }

    private INDArray put(double[] values, int columns, ArrayType where, LayerWorkspaceMgr memory) {
        INDArray array = memory.createUninitialized(where, dataType, new long[] {rows, columns}, 'c');
        array.assign(Nd4j.createFromArray(values).reshape(rows, columns).castTo(dataType));
        return array;
    }

    /** {@code ∂/∂μ = g + μ}, {@code ∂/∂ log σ² = ½ (g ε σ + σ² − 1)}, g the gradient of what comes behind. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        int columns = layerConf().outputs();
        double[] behind = epsilon.dup('c').data().asDouble();
        double[] gradient = new double[2 * behind.length];
        for (int i = 0; i < behind.length; i++) {
            int to = i / columns * 2 * columns + i % columns;
            gradient[to] = behind[i] + means[i];
            gradient[to + columns] = (behind[i] * noise[i] * deviations[i] + deviations[i] * deviations[i] - 1) / 2;
        }
        return new Pair<>(new DefaultGradient(), put(gradient, 2 * columns, ArrayType.ACTIVATION_GRAD, memory));
    }

    /** A mean over the examples, as DL4J adds it to the mean loss. */
    @Override
    public double calcRegularizationScore(boolean backpropParamsOnly) {
        return rows == 0 ? 0 : divergence / rows;
    }

    @Override
    public Type type() {
        return Type.FEED_FORWARD;
    }

    @Override
    public INDArray params() {
        return null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // No weights.
    }
}
