package io.cohort.worker.embedding;

import static io.cohort.worker.embedding.TrainingFixtures.bucket;
import static io.cohort.worker.embedding.TrainingFixtures.negatives;
import static io.cohort.worker.embedding.TrainingFixtures.pairs;
import static io.cohort.worker.embedding.TrainingFixtures.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Nd4jPairKernelTest {
    @ParameterizedTest
    @CsvSource({"1,5,8", "7,3,4", "100,5,8", "64,25,1"})
    void agreesWithTheReferenceGroupByGroup(int dimension, int negatives, int size) {
        KernelSettings settings = new KernelSettings(dimension, negatives, size);
        float[] input = rows(60, settings, 0.3, 1);
        float[] output = rows(70, settings, 0.3, 2);
        // each row once, so that no row stands twice in a group
        int[] pairs = new int[59];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = PairChunk.pair(i * 7 % 60, i * 11 % 70);
        }
        BucketTraining bucket = bucket(input, output, pairs, negatives(70), 0.05);
        ReferenceKernel reference = new ReferenceKernel(settings, input, output);

        Loss loss = new Nd4jPairKernel(settings, 1).train(bucket);
        double expectedLoss = reference.train(bucket);

        assertThat(loss.sum()).isCloseTo(expectedLoss, within(1e-3 * expectedLoss));
        for (int i = 0; i < input.length; i++) {
            assertThat((double) input[i]).isCloseTo(reference.input()[i], within(1e-6));
        }
        for (int i = 0; i < output.length; i++) {
            assertThat((double) output[i]).isCloseTo(reference.output()[i], within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.025,0.1", "0.0025,0.01"})
    void staysCloseToTheOtherKernelsInBatchesWithRepeatedRows(double rate, double tolerance) {
        KernelSettings settings = new KernelSettings(100, 5, 8);
        float[] input = rows(400, settings, 0.3, 1);
        float[] output = rows(400, settings, 0.3, 2);
        float[] before = input.clone();
        float[] scalarInput = input.clone();
        float[] scalarOutput = output.clone();
        int[] pairs = pairs(4003, 400, 400, 3);

        Loss batched = new Nd4jPairKernel(settings).train(bucket(input, output, pairs, negatives(400), rate));
        Loss scalar =
                new ScalarPairKernel(settings).train(bucket(scalarInput, scalarOutput, pairs, negatives(400), rate));

        assertThat(batched.pairs()).isEqualTo(scalar.pairs());
        assertThat(batched.mean()).isCloseTo(scalar.mean(), within(0.02 * scalar.mean()));
        // The stated tolerance is on what training changed. It is of second order: a tenth of the rate, a tenth of it.
        assertThat(distance(input, scalarInput)).isLessThan(tolerance * distance(scalarInput, before));
    }

    @Test
    void losesNoUpdateOfARowThatStandsOftenInABatch() {
        KernelSettings settings = new KernelSettings(8, 1, 8);
        float[] input = rows(1, settings, 0.5, 1);
        float[] output = new float[8];
        float[] before = input.clone();

        new Nd4jPairKernel(settings)
                .train(new BucketTraining(input, output, new int[64], 0, 64, negatives(1), 0.01, 0.01, 0, 1));

        // one output row and no negative: all scores 0, so each of 64 pairs adds 0.01 * (1 - 1/2) * x
        for (int i = 0; i < 8; i++) {
            assertThat(output[i]).isCloseTo(0.32f * before[i], within(1e-6f));
        }
        assertThat(input).isEqualTo(before);
    }

    @Test
    void showsDivergenceInTheLoss() {
        KernelSettings settings = new KernelSettings(8, 2, 4);
        float[] input = rows(5, settings, 0.5, 1);
        input[33] = Float.NaN;

        Loss loss = new Nd4jPairKernel(settings)
                .train(bucket(input, rows(5, settings, 0.5, 2), pairs(40, 5, 5, 3), negatives(5), 0.1));

        assertThat(loss.sum()).isNaN();
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
