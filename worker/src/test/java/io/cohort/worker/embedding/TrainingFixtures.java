package io.cohort.worker.embedding;

import java.util.SplittableRandom;

/** Random blocks and pairs for kernel tests. */
final class TrainingFixtures {
    private TrainingFixtures() {}

    /** Rows with values in (−scale, scale), zero between dimension and stride. */
    static float[] rows(int rows, KernelSettings settings, double scale, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * settings.stride()];
        for (int i = 0; i < values.length; i++) {
            if (i % settings.stride() < settings.dimension()) {
                values[i] = (float) (scale * (2 * random.nextDouble() - 1));
            }
        }
        return values;
    }

    static int[] pairs(int count, int inputRows, int outputRows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] pairs = new int[count];
        for (int i = 0; i < count; i++) {
            pairs[i] = PairChunk.pair(random.nextInt(inputRows), random.nextInt(outputRows));
        }
        return pairs;
    }

    /** Falling weights, as word frequencies are. */
    static AliasTable negatives(int rows) {
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            weights[i] = 1.0 / (i + 1);
        }
        return AliasTable.of(weights);
    }

    static BucketTraining bucket(float[] input, float[] output, int[] pairs, AliasTable negatives, double rate) {
        return new BucketTraining(input, output, pairs, 0, pairs.length, negatives, rate, rate / 2, 0, 99);
    }
}
