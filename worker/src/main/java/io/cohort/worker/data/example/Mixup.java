package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.util.SplittableRandom;

/**
 * Mixes each example with another of its minibatch, labels and features alike: {@code x = λ xᵢ + (1 − λ) xⱼ},
 * {@code y = λ yᵢ + (1 − λ) yⱼ}, λ drawn from Beta(α, α) (Zhang, Cissé, Dauphin, Lopez-Paz: "mixup: Beyond Empirical Risk
 * Minimization", ICLR 2018, equation 2).
 */
final class Mixup {
    private Mixup() {}

    /**
     * Mixes.
     *
     * @param minibatch without masks and with labels; else it is returned as it is
     * @param seeds one for each example; they decide partners and λ
     * @param alpha in (0, 1]
     */
    static Minibatch mix(Minibatch minibatch, long[] seeds, double alpha) {
        if (minibatch.labels() == null || minibatch.featureMask() != null || seeds.length < 2) {
            return minibatch;
        }
        SplittableRandom random = new SplittableRandom(Seeds.of(seeds));
        int[] partners = permutation(seeds.length, random);
        float[] shares = new float[seeds.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) beta(alpha, random);
        }
        return new Minibatch(
                mixed(minibatch.features(), partners, shares),
                mixed(minibatch.labels(), partners, shares),
                null,
                minibatch.labelMask());
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] result = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            result[i] = result[other];
            result[other] = i;
        }
        return result;
    }

    /** Jöhnk's algorithm (1964), right for α up to 1. */
    static double beta(double alpha, SplittableRandom random) {
        while (true) {
            double x = StrictMath.pow(random.nextDouble(), 1 / alpha);
            double y = StrictMath.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }

    private static Tensor mixed(Tensor tensor, int[] partners, float[] shares) {
        int length = tensor.values().length / partners.length;
        float[] old = tensor.values();
        float[] result = new float[old.length];
        for (int i = 0; i < partners.length; i++) {
            int own = i * length;
            int other = partners[i] * length;
            float share = shares[i];
            for (int k = 0; k < length; k++) {
                result[own + k] = share * old[own + k] + (1 - share) * old[other + k];
            }
        }
        return new Tensor(result, tensor.shape());
    }
}
