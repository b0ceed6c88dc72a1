package io.cohort.worker.network;

import java.io.Serializable;

/**
 * How a gradient becomes a change of the parameters. The learning rate of each minibatch is the plan's.
 *
 * @param kind rule
 * @param momentum of {@code momentum} and {@code nesterov}, in [0, 1)
 * @param beta1 decay of Adam's first moment, in [0, 1)
 * @param beta2 decay of Adam's second moment and of RMSProp's mean square, in [0, 1)
 * @param epsilon added to the root of the second moment; above 0
 * @param weightDecay share of a weight, times the rate, that is taken off it after the rule (decoupled; Loshchilov and
 *     Hutter, ICLR 2019); biases and batch norm are spared; 0 for none
 * @param l2 factor of half the squared weights in the objective; biases and batch norm are spared; 0 for none
 * @param clipNorm largest Euclidean norm of the gradient over all parameters, which is scaled down to it; 0 for no limit
 * @param clipValue largest size of any one part of the gradient; 0 for no limit
 */
public record UpdaterSettings(
        Kind kind,
        double momentum,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double l2,
        double clipNorm,
        double clipValue)
        implements Serializable {
    /** Rules by the names of {@code training.updater}. */
    public enum Kind {
        /** Rate times gradient. */
        SGD,
        /** Polyak's heavy ball. */
        MOMENTUM,
        /** Nesterov's momentum as Sutskever et al. (ICML 2013) have it. */
        NESTEROV,
        /** Kingma and Ba, ICLR 2015. */
        ADAM,
        /** Adam; meant for decoupled weight decay. */
        ADAMW,
        /** Tieleman and Hinton, 2012. */
        RMSPROP,
        /** Duchi, Hazan and Singer, JMLR 2011. */
        ADAGRAD
    }

    public UpdaterSettings {
        share("training.momentum", momentum);
        share("training.beta1", beta1);
        share("training.beta2", beta2);
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("training.epsilon must be above 0 and below 1, but is " + epsilon);
        }
        notNegative("training.weight-decay", weightDecay);
        notNegative("training.l2", l2);
        notNegative("training.clip-norm", clipNorm);
        notNegative("training.clip-value", clipValue);
    }

    /** The rule with its usual constants and neither regularisation nor clipping. */
    public static UpdaterSettings usual(Kind kind) {
        return new UpdaterSettings(kind, 0.9, 0.9, kind == Kind.RMSPROP ? 0.95 : 0.999, 1e-8, 0, 0, 0, 0);
    }

    private static void share(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(key + " must be at least 0 and below 1, but is " + value);
        }
    }

    private static void notNegative(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(key + " must be finite and at least 0, but is " + value);
        }
    }
}
