package io.cohort.driver.conf;

/**
 * How a network's gradient becomes a change of its parameters: keys of {@code training}.
 *
 * @param updater the rule
 * @param momentum of the rules momentum and nesterov, in [0, 1)
 * @param beta1 decay of Adam's first moment, in [0, 1)
 * @param beta2 decay of Adam's second moment and of RMSProp's mean square, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay share of a weight, times the rate, taken off it after the rule; 0 for none
 * @param l2 factor of half the squared weights in the objective; 0 for none
 * @param clipNorm largest norm of the gradient; 0 for no limit
 * @param clipValue largest size of any part of the gradient; 0 for no limit
 */
public record UpdaterConf(
        Updater updater,
        double momentum,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double l2,
        double clipNorm,
        double clipValue)
        implements Inlined {
    /** Rules; {@code training.updater}. */
    public enum Updater {
        /** Rate times gradient. */
        SGD(0.1),
        /** Polyak's heavy ball. */
        MOMENTUM(0.02),
        /** Nesterov's momentum. */
        NESTEROV(0.02),
        /** Kingma and Ba 2015. */
        ADAM(0.001),
        /** Adam with decoupled weight decay. */
        ADAMW(0.001),
        /** Tieleman and Hinton 2012. */
        RMSPROP(0.001),
        /** Duchi et al. 2011. */
        ADAGRAD(0.01);

        private final double usualRate;

        Updater(double usualRate) {
            this.usualRate = usualRate;
        }

        /** The learning rate where none is given. */
        public double usualRate() {
            return usualRate;
        }
    }

    /** @throws ConfigurationException if a value is missing or out of its range */
    public UpdaterConf {
        Limits.given("training.updater", updater);
        Limits.below("training.momentum", momentum, 0, 1);
        Limits.below("training.beta1", beta1, 0, 1);
        Limits.below("training.beta2", beta2, 0, 1);
        Limits.positive("training.epsilon", epsilon);
        Limits.notNegative("training.weight-decay", weightDecay);
        Limits.notNegative("training.l2", l2);
        Limits.notNegative("training.clip-norm", clipNorm);
        Limits.notNegative("training.clip-value", clipValue);
    }
}
