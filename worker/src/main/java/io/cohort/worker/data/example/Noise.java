package io.cohort.worker.data.example;

import java.util.SplittableRandom;

/**
 * Adds normal noise to the features of training examples (Bishop: "Training with Noise is Equivalent to Tikhonov
 * Regularization", Neural Computation 7, 1995).
 */
final class Noise {
    /** Keeps these draws apart from others with the same seeds. */
    private static final long DRAW = 0x6E6F697365L;

    private Noise() {}

    /**
     * A minibatch with noise in its features; steps beyond the end of a sequence stay 0.
     *
     * @param minibatch as it was read
     * @param seeds one for each example; they decide the noise
     * @param deviation above 0
     */
    static Minibatch add(Minibatch minibatch, long[] seeds, double deviation) {
        Tensor features = minibatch.features();
        int length = features.values().length / seeds.length;
        float[] values = features.values().clone();
        for (int i = 0; i < seeds.length; i++) {
            Normal normal = new Normal(seeds[i] ^ DRAW);
            for (int k = i * length; k < (i + 1) * length; k++) {
                values[k] += (float) (deviation * normal.next());
            }
        }
        if (minibatch.featureMask() != null) {
            cut(values, minibatch.featureMask(), length);
        }
        return new Minibatch(
                new Tensor(values, features.shape()),
                minibatch.labels(),
                minibatch.featureMask(),
                minibatch.labelMask());
    }

    /** Makes the steps that a mask leaves out 0 again. */
    private static void cut(float[] values, Tensor mask, int length) {
        int steps = mask.shape()[1];
        for (int i = 0; i < mask.shape()[0]; i++) {
            for (int k = 0; k < length; k++) {
                values[i * length + k] *= mask.values()[i * steps + k % steps];
            }
        }
    }

    /** Marsaglia's polar method (SIAM Review 6, 1964), the same bits on every machine. */
    private static final class Normal {
        private final SplittableRandom random;
        private double spare = Double.NaN;

        Normal(long seed) {
            random = new SplittableRandom(seed);
        }

        double next() {
            if (!Double.isNaN(spare)) {
                double result = spare;
                spare = Double.NaN;
                return result;
            }
            double x;
            double y;
            double square;
            do {
                x = 2 * random.nextDouble() - 1;
                y = 2 * random.nextDouble() - 1;
                square = x * x + y * y;
            } while (square >= 1 || square == 0);
            double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            spare = y * factor;
            return x * factor;
        }
    }
}
