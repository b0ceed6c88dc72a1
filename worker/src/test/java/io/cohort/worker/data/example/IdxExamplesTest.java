package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxExamplesTest {
    private static final Path FASHION = Path.of("../../shared/data/fashion-mnist");

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    private ExampleSourceSpec list(Object path) throws IOException {
        return ExampleSourceSpec.list(ExampleSettings.plain(path.toString()), hadoop);
    }

    @Test
    void givesPixelsInTheUnitRangeAndOneHotLabels() throws IOException {
        Path images = IdxSamples.write(folder, new int[] {3, 1, 3});

        ExampleSourceSpec spec = list(images);
        Minibatch minibatch;
        try (ExampleSource source = spec.open(hadoop)) {
            minibatch = source.evaluation(new int[] {2, 0});
        }

        assertThat(spec.catalog().classes()).containsExactly("1", "3");
        assertThat(spec.catalog().shape()).isEqualTo(new ExampleShape(ExampleShape.Kind.IMAGE, 2, 3, 1, 1, 2, false));
        assertThat(minibatch.features().shape()).containsExactly(2, 2, 3, 1);
        assertThat(minibatch.features().values()[0]).isEqualTo(20 / 255f, within(1e-7f));
        assertThat(minibatch.features().values()[11]).isEqualTo(5 / 255f, within(1e-7f));
        assertThat(minibatch.labels().values()).containsExactly(0, 1, 0, 1);
        assertThat(minibatch.featureMask()).isNull();
    }

    @Test
    void choosesClassesAndSoManyOfEach() throws IOException {
        int[] labels = IntStream.range(0, 60).map(i -> i % 3).toArray();
        Path images = IdxSamples.write(folder, labels);
        ExampleSettings settings = ExampleSettings.plain(images.toString())
                .withSelection(ExampleSelection.everything()
                        .withClasses(List.of("2", "0"))
                        .withPerClass(5, 7));

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);

        assertThat(spec.catalog().size()).isEqualTo(10);
        try (ExampleSource source = spec.open(hadoop)) {
            float[] rows =
                    source.evaluation(IntStream.range(0, 10).toArray()).labels().values();
            for (int i = 0; i < 10; i++) {
                int label = labels[spec.catalog().numbers().inFiles(i)];
                assertThat(rows[2 * i + (label == 2 ? 0 : 1)]).isEqualTo(1);
            }
        }
        assertThat(ExampleFiles.list(settings, hadoop)).isEqualTo(spec.catalog());
    }

    @Test
    void readsWithoutLabelsIfTold() throws IOException {
        Path images = IdxSamples.write(folder, new int[] {0, 1});
        ExampleSettings settings = ExampleSettings.plain(images.toString()).withLabels("none");

        try (ExampleSource source = ExampleSourceSpec.list(settings, hadoop).open(hadoop)) {
            assertThat(source.evaluation(new int[] {1}).labels()).isNull();
        }
    }

    @Test
    void namesWhatIsWrongWithAFile() throws IOException {
        Path images = IdxSamples.write(folder, new int[] {0, 1, 1, 0});
        byte[] whole = Files.readAllBytes(images);

        Files.write(images, Arrays.copyOf(whole, 30));
        assertBad(images, "train-images-idx3-ubyte claims sizes [4, 2, 3], which need 40 bytes, but the file has 30");

        Files.write(images, Arrays.copyOf(whole, 45));
        assertBad(images, "but the file has 45: it is followed by something else");

        Files.write(images, IdxSamples.idx(new int[] {60_000, 60_000, 60_000}, new byte[0]));
        assertBad(images, "claims sizes [60000, 60000, 60000]", "restore the file");

        Files.writeString(images, "PK and so on");
        assertBad(images, "is not an idx file: it begins with bytes 50 4b 20 61, expected 00 00 08");

        Files.write(images, IdxSamples.idx(new int[] {3, 2, 3}, new byte[18]));
        assertBad(images, "holds 3 images but there are 4 labels");

        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        Files.write(images, whole);
        assertBad(images, "there is no train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz");
    }

    @Test
    void aCompressedFileMayNotClaimMoreThanItCanHold() throws IOException {
        Path images = folder.resolve("t10k-images-idx3-ubyte.gz");
        Files.write(images, IdxSamples.gzip(IdxSamples.idx(new int[] {20_000, 100, 100}, new byte[10])));
        assertBad(images, "claims sizes [20000, 100, 100]", "its header is damaged");
    }

    @Test
    void aCompressedFileMustHoldWhatItClaims() throws IOException {
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxSamples.idx(new int[] {4}, new byte[] {0, 1, 0, 1}));
        Path images = folder.resolve("t10k-images-idx3-ubyte.gz");

        Files.write(images, IdxSamples.gzip(IdxSamples.idx(new int[] {4, 2, 2}, new byte[15])));
        assertThatThrownBy(() -> list(images).open(hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("promises 16 bytes of values but only 15 follow, 3 of 4 examples");

        Files.write(images, IdxSamples.gzip(IdxSamples.idx(new int[] {4, 2, 2}, new byte[17])));
        assertThatThrownBy(() -> list(images).open(hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("goes on behind the 4 examples that its header promises (byte 32)");
    }

    @Test
    void refusesLabelsThatTrainingDidNotHave() throws IOException {
        Path images = IdxSamples.write(folder, new int[] {0, 1});
        ExampleSettings settings = ExampleSettings.plain(images.toString());
        ExampleCatalog training = ExampleFiles.list(settings, hadoop);
        Path others = Files.createDirectories(folder.resolve("others"));
        Path validation = IdxSamples.write(others, new int[] {1, 0, 7});

        assertThatThrownBy(() -> ExampleFiles.list(settings.like(validation.toString(), training.learned()), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("image 2 of")
                .hasMessageContaining("has label '7', which is none of the 2 classes [0, 1]");
    }

    @Test
    void refusesAFolderWithBothParts() throws IOException {
        IdxSamples.write(folder, new int[] {0, 1});
        Files.copy(folder.resolve("train-images-idx3-ubyte"), folder.resolve("t10k-images-idx3-ubyte"));

        assertBad(folder, "holds examples for training and for testing");
    }

    @Test
    void readsTheRealFiles() throws IOException {
        assumeThat(FASHION).exists();

        ExampleSourceSpec spec = list(FASHION.resolve("t10k-images-idx3-ubyte.gz"));

        assertThat(spec.catalog().size()).isEqualTo(10_000);
        assertThat(spec.catalog().classes()).hasSize(10);
        try (ExampleSource source = spec.open(hadoop)) {
            float[] counts = new float[10];
            Minibatch all = source.evaluation(IntStream.range(0, 10_000).toArray());
            for (int i = 0; i < 100_000; i++) {
                counts[i % 10] += all.labels().values()[i];
            }
            // The data set is balanced (Xiao, Rasul, Vollgraf 2017).
            assertThat(counts).containsOnly(1000);
        }
    }

    private void assertBad(Path path, String... parts) {
        assertThatThrownBy(() -> list(path))
                .isInstanceOf(BadInputException.class)
                .message()
                .contains(parts);
    }
}
