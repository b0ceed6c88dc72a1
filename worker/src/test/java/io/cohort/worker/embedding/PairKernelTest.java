package io.cohort.worker.embedding;

import static io.cohort.worker.embedding.TrainingFixtures.bucket;
import static io.cohort.worker.embedding.TrainingFixtures.negatives;
import static io.cohort.worker.embedding.TrainingFixtures.pairs;
import static io.cohort.worker.embedding.TrainingFixtures.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PairKernelTest {
    private static PairKernel kernel(boolean vector, KernelSettings settings) {
        return vector ? new VectorPairKernel(settings) : new ScalarPairKernel(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "true,1,5,8", "true,8,5,8", "true,100,5,8", "true,257,5,8", "true,100,3,4", "true,64,25,32", "true,10,1,1",
        "false,1,5,8", "false,8,5,8", "false,100,5,8", "false,257,5,8", "false,100,3,4", "false,64,25,32",
                "false,10,1,1"
    })
    void agreesWithTheReferenceInDouble(boolean vector, int dimension, int negatives, int group) {
        KernelSettings settings = new KernelSettings(dimension, negatives, group);
        float[] input = rows(40, settings, 0.3, 1);
        float[] output = rows(50, settings, 0.3, 2);
        BucketTraining bucket = bucket(input, output, pairs(500, 40, 50, 3), negatives(50), 0.05);
        ReferenceKernel reference = new ReferenceKernel(settings, input, output);

        Loss loss = kernel(vector, settings).train(bucket);
        double expectedLoss = reference.train(bucket);

        assertThat(loss.pairs()).isEqualTo(((500 + group - 1) / group + 7) / 8);
        assertThat(loss.sum()).isCloseTo(expectedLoss, within(1e-3 * expectedLoss));
        // 500 updates, each off by at most rate * 8e-6 (logistic function) * 0.5 and some roundings of 3e-8
        assertClose(input, reference.input(), 2e-4);
        assertClose(output, reference.output(), 2e-4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsTheGradientOfItsObjective(boolean vector) {
        KernelSettings settings = new KernelSettings(12, 5, 3);
        float[] input = rows(3, settings, 0.8, 5);
        float[] output = rows(20, settings, 0.8, 6);
        int[] pairs = {PairChunk.pair(0, 4), PairChunk.pair(1, 11), PairChunk.pair(2, 9)};
        BucketTraining bucket = new BucketTraining(input, output, pairs, 0, 3, negatives(20), 1, 1, 0, 17);
        float[] inputBefore = input.clone();
        float[] outputBefore = output.clone();

        kernel(vector, settings).train(bucket);

        PairGroup group = new PairGroup(settings);
        group.seed(17);
        group.take(bucket, 0);
        for (int i = 0; i < input.length; i++) {
            double slope = slope(inputBefore, outputBefore, group, inputBefore, i);
            assertThat(inputBefore[i] - (double) input[i]).isCloseTo(slope, within(2e-4));
        }
        for (int i = 0; i < output.length; i++) {
            double slope = slope(inputBefore, outputBefore, group, outputBefore, i);
            assertThat(outputBefore[i] - (double) output[i]).isCloseTo(slope, within(2e-4));
        }
    }

    /** Central difference of the group's loss by values[i]; the step is exact in float. */
    private static double slope(float[] input, float[] output, PairGroup group, float[] values, int i) {
        float step = 1f / 1024;
        float kept = values[i];
        values[i] = kept + step;
        double above = values[i];
        double lossAbove = groupLoss(input, output, group);
        values[i] = kept - step;
        double below = values[i];
        double lossBelow = groupLoss(input, output, group);
        values[i] = kept;
        return (lossAbove - lossBelow) / (above - below);
    }

    private static double groupLoss(float[] input, float[] output, PairGroup group) {
        double loss = 0;
        for (int p = 0; p < group.pairs; p++) {
            double[] scores = new double[group.drawn + 1];
            for (int i = 0; i < 12; i++) {
                scores[0] += (double) input[group.inputs[p] + i] * output[group.outputs[p] + i];
                for (int k = 0; k < group.drawn; k++) {
                    scores[k + 1] += (double) input[group.inputs[p] + i] * output[group.negatives[k] + i];
                }
            }
            loss += ReferenceKernel.lossOf(scores);
        }
        return loss;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 100, 257})
    void vectorAndScalarGiveTheSameBits(int dimension) {
        for (int negatives : new int[] {1, 4, 5, 6, 25}) {
            for (int group : new int[] {1, 2, 5, 8, 32}) {
                for (int rows : new int[] {1, 2, 3, 9, 200}) {
                    assertSameBits(new KernelSettings(dimension, negatives, group), 37, rows, 0.5, 0.1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-42, 1e-20, 3, 40, 1e10, 1e25, 3e38, Double.POSITIVE_INFINITY})
    void vectorAndScalarGiveTheSameBitsAtExtremeValues(double scale) {
        assertSameBits(new KernelSettings(100, 5, 8), 60, 30, scale, 0.025);
        assertSameBits(new KernelSettings(33, 7, 8), 60, 30, scale, 0.025);
    }

    @Property(seed = "1", tries = 200)
    void vectorAndScalarGiveTheSameBitsWhateverTheSettings(
            @ForAll @IntRange(min = 1, max = 70) int dimension,
            @ForAll @IntRange(min = 1, max = 25) int negatives,
            @ForAll @IntRange(min = 1, max = 32) int group,
            @ForAll @IntRange(min = 0, max = 90) int pairs,
            @ForAll @IntRange(min = 1, max = 60) int rows) {
        assertSameBits(new KernelSettings(dimension, negatives, group), pairs, rows, 0.7, 0.2);
    }

    private static void assertSameBits(KernelSettings settings, int pairs, int rows, double scale, double rate) {
        float[] input = rows(rows, settings, scale, 7);
        float[] output = rows(rows, settings, scale, 8);
        float[] scalarInput = input.clone();
        float[] scalarOutput = output.clone();
        int[] drawn = pairs(pairs, rows, rows, 9);

        Loss vector = kernel(true, settings).train(bucket(input, output, drawn, negatives(rows), rate));
        Loss scalar = kernel(false, settings).train(bucket(scalarInput, scalarOutput, drawn, negatives(rows), rate));

        assertThat(vector).isEqualTo(scalar);
        assertThat(input).isEqualTo(scalarInput);
        assertThat(output).isEqualTo(scalarOutput);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNoUpdateOfARowThatStandsTwiceInAGroup(boolean vector) {
        KernelSettings settings = new KernelSettings(8, 5, 8);
        float[] input = rows(2, settings, 0.5, 1);
        float[] output = rows(30, settings, 0.5, 2);
        int same = PairChunk.pair(1, 3);
        int[] pairs = {same, same, PairChunk.pair(0, 3), same, PairChunk.pair(1, 4), same, same, same};
        BucketTraining bucket = bucket(input, output, pairs, negatives(30), 0.1);
        ReferenceKernel reference = new ReferenceKernel(settings, input, output);

        kernel(vector, settings).train(bucket);
        reference.train(bucket);

        assertClose(input, reference.input(), 1e-5);
        assertClose(output, reference.output(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void touchesNoOtherPairAndNoPadding(boolean vector) {
        KernelSettings settings = new KernelSettings(5, 5, 8);
        float[] input = rows(10, settings, 0.5, 1);
        float[] output = rows(10, settings, 0.5, 2);
        float[] before = input.clone();
        int[] pairs = {PairChunk.pair(7, 1), PairChunk.pair(2, 2), PairChunk.pair(8, 3)};

        kernel(vector, settings).train(new BucketTraining(input, output, pairs, 1, 2, negatives(10), 0.1, 0.1, 0, 5));

        for (int i = 0; i < input.length; i++) {
            boolean trained = i / 8 == 2 && i % 8 < 5;
            assertThat(input[i] != before[i]).as("value " + i).isEqualTo(trained);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsDivergenceInTheLossWhicheverPairItHits(boolean vector) {
        KernelSettings settings = new KernelSettings(16, 5, 8);
        float[] input = rows(10, settings, 0.5, 1);
        float[] output = rows(10, settings, 0.5, 2);
        int[] pairs = {PairChunk.pair(0, 1), PairChunk.pair(1, 2), PairChunk.pair(9, 3)};
        input[9 * 16 + 3] = Float.POSITIVE_INFINITY;

        Loss loss = kernel(vector, settings).train(bucket(input, output, pairs, negatives(10), 0.1));

        assertThat(loss.sum()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsEarlierBuckets(boolean vector) {
        KernelSettings settings = new KernelSettings(16, 5, 8);
        PairKernel used = kernel(vector, settings);
        float[] broken = rows(10, settings, Float.POSITIVE_INFINITY, 1);
        used.train(bucket(broken, broken.clone(), pairs(30, 10, 10, 1), negatives(10), 0.1));
        float[] input = rows(10, settings, 0.5, 1);
        float[] output = rows(10, settings, 0.5, 2);
        float[] freshInput = input.clone();
        float[] freshOutput = output.clone();
        int[] pairs = pairs(13, 10, 10, 4);

        Loss again = used.train(bucket(input, output, pairs, negatives(10), 0.1));
        Loss fresh = kernel(vector, settings).train(bucket(freshInput, freshOutput, pairs, negatives(10), 0.1));

        assertThat(again).isEqualTo(fresh);
        assertThat(input).isEqualTo(freshInput);
    }

    @Test
    void lowersTheLearningRateOverTheBucketDownToItsFloor() {
        BucketTraining bucket =
                new BucketTraining(new float[8], new float[8], new int[10], 2, 10, negatives(1), 0.8, 0, 0.15, 1);

        // 0.8 * (1 - i/8) for the pair i of 8, at least 0.15
        assertThat(bucket.rateAt(2)).isEqualTo(0.8f);
        assertThat(bucket.rateAt(4)).isEqualTo(0.6f);
        assertThat(bucket.rateAt(9)).isEqualTo(0.15f);
    }

    @Test
    void refusesSettingsOutOfRangeNamingTheKey() {
        assertThatThrownBy(() -> new KernelSettings(0, 5, 8)).hasMessageContaining("word-vectors.dimension");
        assertThatThrownBy(() -> new KernelSettings(10, 26, 8)).hasMessageContaining("word-vectors.negatives");
        assertThatThrownBy(() -> new KernelSettings(10, 5, 33)).hasMessageContaining("word-vectors.group");
        assertThatThrownBy(() -> bucket(new float[8], new float[8], new int[1], negatives(1), Double.NaN))
                .hasMessageContaining("finite");
    }

    private static void assertClose(float[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("value " + i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
