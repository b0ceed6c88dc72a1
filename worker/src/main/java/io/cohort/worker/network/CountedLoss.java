package io.cohort.worker.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss function that also counts what it sees in training: loss, terms, and terms whose most probable class is the right
 * one. So the outputs of a training step need not be computed a second time for it. Belongs to one network.
 */
final class CountedLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    private final ILossFunction objective;
    private final boolean classes;
    private double loss;
    private long terms;
    private long correct;
    private transient boolean seen;
    private transient double lastLoss;

    /**
     * @param objective what is minimised
     * @param classes whether an output's largest number names a class
     */
    CountedLoss(ILossFunction objective, boolean classes) {
        this.objective = objective;
        this.classes = classes;
    }

    ILossFunction objective() {
        return objective;
    }

    void reset() {
        loss = 0;
        terms = 0;
        correct = 0;
        seen = false;
    }

    /** Sum over the terms since the last reset. */
    double loss() {
        return loss;
    }

    long terms() {
        return terms;
    }

    long correct() {
        return correct;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        lastLoss = objective.computeScore(labels, preOutput, activation, mask, false);
        seen = true;
        loss += lastLoss;
        count(labels, preOutput, mask);
        return objective.computeGradient(labels, preOutput, activation, mask);
    }

    /** DL4J asks for it after the gradient of the same minibatch. */
    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        double score = seen ? lastLoss : objective.computeScore(labels, preOutput, activation, mask, false);
        seen = false;
        return average ? score / labels.size(0) : score;
    }

    /** Activations that name classes keep the order of what they are given. */
    private void count(INDArray labels, INDArray preOutput, INDArray mask) {
        int rows = Math.toIntExact(preOutput.size(0));
        float[] weights = mask == null ? null : NativeFloats.copyOf(mask);
        int columns = Math.toIntExact(preOutput.length() / rows);
        float[] outputs = classes ? NativeFloats.copyOf(preOutput) : null;
        float[] targets = classes ? NativeFloats.copyOf(labels) : null;
        for (int row = 0; row < rows; row++) {
            if (weights == null || weights[row * (weights.length / rows)] != 0) {
                terms++;
                if (classes && Rows.largest(outputs, row, columns) == Rows.largest(targets, row, columns)) {
                    correct++;
                }
            }
        }
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return objective.computeScoreArray(labels, preOutput, activation, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return objective.name();
    }
}
