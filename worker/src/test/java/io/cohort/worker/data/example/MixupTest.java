package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MixupTest {
    /** Example i is 4^i alone at place i, so that a mixture says who took part, and with what share. */
    private static Minibatch examples(float[] labels) {
        return new Minibatch(
                new Tensor(new float[] {1, 0, 0, 0, 4, 0, 0, 0, 16}, 3, 3), new Tensor(labels, 3, 2), null, null);
    }

    @Test
    void mixesFeaturesAndLabelsOfTwoExamplesInTheSameShares() {
        float[] labels = {1, 0, 0, 1, 0.5f, 0.5f};
        int mixed = 0;

        for (long run = 0; run < 50; run++) {
            Minibatch result = Mixup.mix(examples(labels), new long[] {run, 8, 9}, 0.7);

            for (int i = 0; i < 3; i++) {
                float[] shares = new float[3];
                float sum = 0;
                int partners = 0;
                for (int k = 0; k < 3; k++) {
                    shares[k] = result.features().values()[3 * i + k] / (1 << (2 * k));
                    sum += shares[k];
                    partners += shares[k] > 0 && k != i ? 1 : 0;
                }
                // λ xᵢ + (1 − λ) xⱼ: shares of at most two, one of them its own, that make 1; float arithmetic.
                assertThat(partners).isLessThanOrEqualTo(1);
                assertThat(sum).isEqualTo(1, within(1e-6f));
                mixed += partners;
                for (int c = 0; c < 2; c++) {
                    float label = shares[0] * labels[c] + shares[1] * labels[2 + c] + shares[2] * labels[4 + c];
                    assertThat(result.labels().values()[2 * i + c]).isEqualTo(label, within(1e-6f));
                }
            }
        }
        // A random permutation of three leaves one in three in place: 100 of 150, deviation below 10.
        assertThat(mixed).isBetween(60, 140);
    }

    /** Beta(α, α) has mean 1/2 and variance 1 / (4 (2 α + 1)). */
    @Test
    void sharesFollowTheBetaDistribution() {
        for (double alpha : new double[] {0.2, 1}) {
            SplittableRandom random = new SplittableRandom(3);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 100_000; i++) {
                double share = Mixup.beta(alpha, random);
                sum += share;
                squares += (share - 0.5) * (share - 0.5);
            }

            // Five deviations of the mean of 100,000 draws, of at most 0.5 each.
            assertThat(sum / 100_000).isEqualTo(0.5, within(0.008));
            assertThat(squares / 100_000).isEqualTo(1 / (4 * (2 * alpha + 1)), within(0.004));
        }
    }

    @Test
    void theSeedsDecide() {
        float[] labels = {1, 0, 0, 1, 1, 0};
        float[] first = Mixup.mix(examples(labels), new long[] {1, 2, 3}, 0.5)
                .features()
                .values();

        assertThat(Mixup.mix(examples(labels), new long[] {1, 2, 3}, 0.5)
                        .features()
                        .values())
                .containsExactly(first);
        assertThat(Mixup.mix(examples(labels), new long[] {1, 2, 4}, 0.5)
                        .features()
                        .values())
                .isNotEqualTo(first);
    }

    @Test
    void leavesASingleExampleAndExamplesWithoutLabelsAlone() {
        Minibatch single =
                new Minibatch(new Tensor(new float[] {1, 2}, 1, 2), new Tensor(new float[] {0, 1}, 1, 2), null, null);
        Minibatch unlabelled = new Minibatch(new Tensor(new float[] {1, 2}, 2, 1), null, null, null);

        assertThat(Mixup.mix(single, new long[] {1}, 1)).isSameAs(single);
        assertThat(Mixup.mix(unlabelled, new long[] {1, 2}, 1)).isSameAs(unlabelled);
    }
}
