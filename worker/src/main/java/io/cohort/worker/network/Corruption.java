package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.Tensor;
import java.util.SplittableRandom;

/**
 * Masking noise: each number of an example is set to 0 with the same probability (Vincent, Larochelle, Lajoie, Bengio, Manzagol:
 * "Stacked denoising autoencoders", JMLR 2010, section 3.3). What an example loses in an epoch is a function of run seed, epoch
 * and example.
 *
 * @param share probability, in [0, 1)
 */
record Corruption(double share) {
    /** Tells these draws from others of the same seed. */
    private static final int DRAW = 11;

    /**
     * The rows with some numbers set to 0.
     *
     * @param rows shape [examples.length, numbers]; read
     * @param examples their numbers in the input
     * @param seed the run's
     * @param epoch counted from 0
     */
    Tensor of(Tensor rows, int[] examples, long seed, int epoch) {
        float[] left = rows.values().clone();
        int width = left.length / examples.length;
        for (int row = 0; row < examples.length; row++) {
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, epoch, examples[row], DRAW));
            for (int i = row * width; i < (row + 1) * width; i++) {
                if (random.nextDouble() < share) {
                    left[i] = 0;
                }
            }
        }
        return new Tensor(left, examples.length, width);
    }
}
