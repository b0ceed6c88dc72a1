package io.cohort.worker.tree;

/** How a gradient changes parameters. */
public enum TreeOptimizer {
    /** p ← p − η·g. */
    SGD(0),
    /** s ← s + g², p ← p − η·g / (√s + ε) (Duchi, Hazan, Singer: "Adaptive Subgradient Methods", JMLR 2011). */
    ADAGRAD(1),
    /**
     * Kingma, Ba: "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1. Moments of words that a minibatch
     * does not hold stay as they are.
     */
    ADAM(2);

    private final int multiple;

    TreeOptimizer(int multiple) {
        this.multiple = multiple;
    }

    /** Floats of state for each parameter. */
    public int multiple() {
        return multiple;
    }
}
