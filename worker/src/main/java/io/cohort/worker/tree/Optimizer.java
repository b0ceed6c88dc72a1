package io.cohort.worker.tree;

import java.util.Arrays;

/** Applies gradients to flat parameters. Its state lies flat too: sums of squares, or first moments and then second ones. */
final class Optimizer {
    private static final float ADAGRAD_EPSILON = 1e-10f;
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float ADAM_EPSILON = 1e-8f;

    private final TreeSettings settings;
    private final TreeLayout layout;
    private final float[] parameters;
    private final float[] state;
    private double firstCorrection;
    private double secondCorrection;

    /**
     * @param parameters shape [parameters]; changed by steps
     * @param state shape [parameters · optimizer.multiple()]; changed by steps
     */
    Optimizer(TreeSettings settings, TreeLayout layout, float[] parameters, float[] state) {
        this.settings = settings;
        this.layout = layout;
        this.parameters = parameters;
        this.state = state;
    }

    /** State at the start: nothing seen yet. */
    void reset() {
        Arrays.fill(state, 0);
    }

    /**
     * One step.
     *
     * @param gradient by the parameters in front of the words; changed: the penalty's part is added
     * @param words by the words of the minibatch
     * @param rate η
     * @param iteration steps before this one
     */
    void step(float[] gradient, WordGradient words, double rate, long iteration) {
        firstCorrection = 1 - StrictMath.pow(FIRST_DECAY, iteration + 1.0);
        secondCorrection = 1 - StrictMath.pow(SECOND_DECAY, iteration + 1.0);
        float l2 = (float) settings.l2();
        for (ParameterGroup group : layout.groups()) {
            if (l2 > 0 && !group.isBias() && group.offset() < layout.dense()) {
                for (int i = group.offset(); i < group.end(); i++) {
                    gradient[i] += l2 * parameters[i];
                }
            }
        }
        apply(gradient, 0, 0, layout.dense(), rate);
        int dimension = settings.dimension();
        if (settings.wordRate() > 0) {
            for (int i = 0; i < words.size(); i++) {
                int at = layout.words().offset() + words.word(i) * dimension;
                apply(words.rows(), i * dimension, at, dimension, rate * settings.wordRate());
            }
        }
    }

    private void apply(float[] gradient, int from, int at, int count, double rate) {
        switch (settings.optimizer()) {
            case SGD -> sgd(gradient, from, at, count, (float) rate);
            case ADAGRAD -> adagrad(gradient, from, at, count, (float) rate);
            case ADAM -> adam(gradient, from, at, count, rate);
        }
    }

    private void sgd(float[] gradient, int from, int at, int count, float rate) {
        for (int i = 0; i < count; i++) {
            parameters[at + i] -= rate * gradient[from + i];
        }
    }

    private void adagrad(float[] gradient, int from, int at, int count, float rate) {
        for (int i = 0; i < count; i++) {
            float g = gradient[from + i];
            state[at + i] += g * g;
            parameters[at + i] -= rate * g / ((float) Math.sqrt(state[at + i]) + ADAGRAD_EPSILON);
        }
    }

    private void adam(float[] gradient, int from, int at, int count, double rate) {
        float first = (float) FIRST_DECAY;
        float second = (float) SECOND_DECAY;
        float step = (float) (rate / firstCorrection);
        float root = (float) (1 / secondCorrection);
        int moments = at + parameters.length;
        for (int i = 0; i < count; i++) {
            float g = gradient[from + i];
            state[at + i] = first * state[at + i] + (1 - first) * g;
            state[moments + i] = second * state[moments + i] + (1 - second) * g * g;
            parameters[at + i] -= step * state[at + i] / ((float) Math.sqrt(state[moments + i] * root) + ADAM_EPSILON);
        }
    }
}
