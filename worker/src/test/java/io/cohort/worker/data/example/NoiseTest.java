package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseTest {
    private static Minibatch zeros(int examples, int length) {
        return new Minibatch(new Tensor(new float[examples * length], examples, length), null, null, null);
    }

    /** Standard errors of a normal sample of n: deviation / √n of the mean, deviation² √(2/n) of the variance. */
    @Test
    void isNormalWithTheDeviationAskedFor() {
        float[] values =
                Noise.add(zeros(2, 50_000), new long[] {1, 2}, 0.5).features().values();

        double sum = 0;
        double squares = 0;
        int beyond = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
            beyond += Math.abs(value) > 1 ? 1 : 0;
        }
        assertThat(sum / values.length).isEqualTo(0, within(5 * 0.5 / Math.sqrt(values.length)));
        assertThat(squares / values.length).isEqualTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / values.length)));
        // Two deviations leave out 4.55 % of a normal sample; five standard errors.
        assertThat(beyond / (double) values.length).isEqualTo(0.0455, within(0.0033));
    }

    @Test
    void anExamplesNoiseIsItsSeedsWhoeverElseIsInTheMinibatch() {
        float[] both = Noise.add(zeros(2, 3), new long[] {1, 2}, 1).features().values();
        float[] alone = Noise.add(zeros(1, 3), new long[] {2}, 1).features().values();

        assertThat(alone).containsExactly(both[3], both[4], both[5]).doesNotContain(both[0], both[1], both[2]);
    }

    @Test
    void reachesTrainingExamplesOnlyAndNoStepBeyondTheEnd(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("small.ts"), "@classLabel true a b\n@data\n1,2,3:4,5,6:a\n7:8:b\n");
        ExampleSettings settings = ExampleSettings.plain(file.toString()).withNoise(0.1);
        Configuration hadoop = new Configuration();

        try (ExampleSource source = ExampleSourceSpec.list(settings, hadoop).open(hadoop)) {
            float[] plain = {7, 0, 0, 8, 0, 0, 1, 2, 3, 4, 5, 6};
            assertThat(source.evaluation(new int[] {1, 0}).features().values()).containsExactly(plain);
            float[] noisy = source.training(new int[] {1, 0}, 3).features().values();
            for (int i = 0; i < plain.length; i++) {
                if (plain[i] == 0) {
                    assertThat(noisy[i]).isZero();
                } else {
                    assertThat(noisy[i]).isNotEqualTo(plain[i]).isEqualTo(plain[i], within(0.7f));
                }
            }
            assertThat(source.training(new int[] {1, 0}, 3).features().values()).containsExactly(noisy);
            assertThat(source.training(new int[] {1, 0}, 4).features().values()).isNotEqualTo(noisy);
        }
    }
}
