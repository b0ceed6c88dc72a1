package io.cohort.worker.network;

import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The objective of outputs that have gone through their activation already. */
final class TermLoss {
    /** DL4J's bound under the logarithm. */
    private static final double SMALLEST = 1e-10;

    private final ILossFunction objective;

    TermLoss(ILossFunction objective) {
        this.objective = objective;
    }

    /**
     * Sum over the terms.
     *
     * @param outputs shape [terms, classes]
     * @param labels shape [terms, classes]
     */
    double of(float[] outputs, float[] labels, int terms) {
        if (terms == 0) {
            return 0;
        }
        if (objective instanceof LossMCXENT) {
            return crossEntropy(outputs, labels);
        }
        int columns = outputs.length / terms;
        try (INDArray o = Nd4j.createFromArray(outputs).reshape(terms, columns);
                INDArray l = Nd4j.createFromArray(labels).reshape(terms, columns)) {
            return objective.computeScore(l, o, new ActivationIdentity(), null, false);
        }
    }

    /** {@code −Σ y log p}; an output that is not a number makes it not a number. */
    private static double crossEntropy(float[] outputs, float[] labels) {
        double loss = 0;
        for (int i = 0; i < outputs.length; i++) {
            if (labels[i] != 0) {
                loss -= labels[i] * StrictMath.log(Math.max(SMALLEST, outputs[i]));
            }
        }
        return loss;
    }
}
