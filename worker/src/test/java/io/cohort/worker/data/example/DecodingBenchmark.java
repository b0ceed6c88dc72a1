package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.data.example.image.Augmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Milliseconds an image, one thread; runs only when asked for: {@code mvn -pl worker test -Dtest=DecodingBenchmark}. */
class DecodingBenchmark {
    private static final Path IMAGENETTE = Path.of("../../shared/data/imagenette-128/train");
    private static final Augmentation EVERYTHING = new Augmentation(0.35, 4 / 3.0, 0, true, 0.4, 0.4, 0.4);
    private static final Augmentation CROP_AND_FLIP = new Augmentation(0.35, 4 / 3.0, 0, true, 0, 0, 0);

    @Test
    void decodeAndAugment() throws IOException {
        assumeThat(IMAGENETTE).exists();
        measure("crop, flip, colour jitter", EVERYTHING, true);
        measure("crop, flip", CROP_AND_FLIP, true);
        measure("evaluation, centre crop", EVERYTHING, false);
    }

    private static void measure(String name, Augmentation how, boolean training) throws IOException {
        Configuration hadoop = new Configuration();
        ExampleSettings settings = ExampleSettings.plain(IMAGENETTE.toString())
                .withImageSize(128, 128, 3)
                .withAugmentation(how);
        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);
        double[] rounds = new double[5];
        double sum = 0;
        try (ExampleSource source = spec.open(hadoop)) {
            for (int round = 0; round < rounds.length; round++) {
                long start = System.nanoTime();
                for (int batch = 0; batch < 30; batch++) {
                    int first = batch * 300;
                    int[] examples =
                            IntStream.range(0, 32).map(i -> first + 9 * i).toArray();
                    Minibatch read = training ? source.training(examples, round) : source.evaluation(examples);
                    sum += read.features().values()[0];
                }
                rounds[round] = (System.nanoTime() - start) / 1e6 / 960;
            }
        }
        assertThat(sum).isFinite();
        System.out.printf(
                Locale.ROOT,
                "%-28s first %.3f, then %s ms an image%n",
                name,
                rounds[0],
                Arrays.toString(Arrays.stream(rounds)
                        .skip(1)
                        .map(r -> Math.round(r * 1000) / 1000.0)
                        .toArray()));
    }
}
