package io.cohort.worker.network.layer;

import io.cohort.worker.BadInputException;
import io.cohort.worker.device.HostMemory;
import io.cohort.worker.network.layer.ChannelArithmetic.Line;
import io.cohort.worker.network.layer.ChannelArithmetic.Normalization;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two passes forward (mean and variance; normalisation and ReLU) and two passes back (both sums of the gradients; the errors
 * below), over the activations where they lie. Whether ReLU let a value pass is computed again from the input, which costs
 * less than reading the output.
 */
final class ChannelsLastBatchNormLayer extends BaseLayer<ChannelsLastBatchNorm> {
    private final ChannelArithmetic arithmetic;
    private final boolean rectified;
    private final int channels;
    private ChannelStatistics batch;
    private Normalization normalization;

    ChannelsLastBatchNormLayer(NeuralNetConfiguration conf, DataType type, ChannelsLastBatchNorm layer) {
        super(conf, type);
        rectified = layer.isRectified();
        channels = Math.toIntExact(layer.getNOut());
        arithmetic = ChannelArithmetic.of(type, channels);
    }

    @Override
    public Type type() {
        return Type.NORMALIZATION;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public boolean hasBias() {
        return false;
    }

    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        // The running statistics move by what their pseudo-gradient says, whatever the size of the minibatch.
        return parameter.equals(BatchNormalizationParamInitializer.GAMMA)
                || parameter.equals(BatchNormalizationParamInitializer.BETA);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        INDArray x = Layout.dense(input, dataType);
        if ((x.rank() != 4 && x.rank() != 2) || x.size(x.rank() - 1) != channels) {
            throw new DL4JInvalidInputException("batch norm " + layerId() + " takes [minibatch, height, width, "
                    + channels + "] or [minibatch, " + channels + "], but gets " + Arrays.toString(x.shape()));
        }
        NativeRows rows = new NativeRows(x);
        ChannelStatistics used = training ? ofBatch(rows) : running();
        normalization = used.normalization(gamma(), beta(), layerConf().getEps(), rectified);
        batch = training ? used : null;
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape());
        NativeRows output = new NativeRows(y);
        for (long row = 0; row < rows.rows(); row += rows.rowsOfPiece()) {
            arithmetic.normalize(rows.from(row), rows.rowsFrom(row), normalization, output.from(row));
        }
        HostMemory.written(y);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
        return y;
    }

    private ChannelStatistics ofBatch(NativeRows rows) {
        if (rows.rows() < 2) {
            throw new BadInputException("batch norm " + layerId()
                    + " gets one number a channel (a minibatch of one example of 1×1), whose variance is 0: nothing can be learned from it;"
                    + " use minibatches of 2 examples or more, also for the last of an epoch, or larger images");
        }
        return ChannelStatistics.of(rows, channels, arithmetic);
    }

    private ChannelStatistics running() {
        double[] mean = read(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        return layerConf().isUseLogStd()
                ? ChannelStatistics.ofLogarithm(mean, read(BatchNormalizationParamInitializer.GLOBAL_LOG_STD))
                : new ChannelStatistics(mean, read(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (batch == null) {
            throw new IllegalStateException("no training pass went forward before this backward pass " + layerId());
        }
        INDArray x = Layout.dense(input, dataType);
        INDArray errors = Layout.dense(epsilon, dataType);
        NativeRows rows = new NativeRows(x);
        NativeRows above = new NativeRows(errors);
        double[] sums = new double[channels];
        double[] products = new double[channels];
        for (long row = 0; row < rows.rows(); row += rows.rowsOfPiece()) {
            arithmetic.addErrorSums(rows.from(row), above.from(row), rows.rowsFrom(row), normalization, sums, products);
        }
        double[] deviation = batch.deviation(layerConf().getEps());
        Line line = line(sums, products, deviation, rows.rows());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape());
        NativeRows output = new NativeRows(below);
        for (long row = 0; row < rows.rows(); row += rows.rowsOfPiece()) {
            arithmetic.propagate(
                    rows.from(row), above.from(row), rows.rowsFrom(row), normalization, line, output.from(row));
        }
        HostMemory.written(below);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(errors);
        Gradient gradient = gradient(sums, products, deviation);
        batch = null;
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    /** ∂ℓ/∂x = γ/σ · (g − Σg/n − x̂·Σ(g·x̂)/n), with x̂ = (x − μ)/σ, as a line in g and x − μ. */
    private Line line(double[] sums, double[] products, double[] deviation, long rows) {
        double[] slope = new double[channels];
        double[] constant = new double[channels];
        for (int c = 0; c < channels; c++) {
            double factor = normalization.scale()[c];
            slope[c] = -factor * products[c] / (deviation[c] * deviation[c] * rows);
            constant[c] = -factor * sums[c] / rows;
        }
        return new Line(normalization.scale(), slope, constant);
    }

    /** The gradients of γ and β, and what the running statistics are to change by, as DL4J has it. */
    private Gradient gradient(double[] sums, double[] products, double[] deviation) {
        Gradient gradient = new DefaultGradient();
        if (!layerConf().isLockGammaBeta()) {
            for (int c = 0; c < channels; c++) {
                products[c] /= deviation[c];
            }
            put(gradient, BatchNormalizationParamInitializer.GAMMA, products);
            put(gradient, BatchNormalizationParamInitializer.BETA, sums);
        }
        ChannelStatistics running = running();
        double decay = layerConf().getDecay();
        put(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN, running.stepOfMean(batch, decay));
        if (layerConf().isUseLogStd()) {
            put(gradient, BatchNormalizationParamInitializer.GLOBAL_LOG_STD, running.stepOfLogarithm(batch, decay));
        } else {
            put(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR, running.stepOfVariance(batch, decay));
        }
        return gradient;
    }

    private void put(Gradient gradient, String parameter, double[] values) {
        INDArray view = gradientViews.get(parameter);
        Layout.write(values, view);
        gradient.setGradientFor(parameter, view);
    }

    private double[] gamma() {
        return layerConf().isLockGammaBeta()
                ? filled(layerConf().getGamma())
                : read(BatchNormalizationParamInitializer.GAMMA);
    }

    private double[] beta() {
        return layerConf().isLockGammaBeta()
                ? filled(layerConf().getBeta())
                : read(BatchNormalizationParamInitializer.BETA);
    }

    private double[] filled(double value) {
        double[] values = new double[channels];
        Arrays.fill(values, value);
        return values;
    }

    private double[] read(String parameter) {
        return Layout.read(getParam(parameter));
    }

    @Override
    public void clear() {
        super.clear();
        batch = null;
        normalization = null;
    }
}
