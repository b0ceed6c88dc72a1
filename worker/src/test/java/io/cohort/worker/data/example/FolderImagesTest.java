package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.image.Augmentation;
import io.cohort.worker.data.example.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImagesTest {
    private static final Path IMAGENETTE = Path.of("../../shared/data/imagenette-128");
    private static final Augmentation EVERYTHING = new Augmentation(0.35, 4 / 3.0, 2, true, 0.4, 0.4, 0.4);

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] image(int width, int height, int colour, String format) {
        return Pictures.encoded(Pictures.halves(width, height, colour, colour), format);
    }

    private ExampleSettings settings() {
        return ExampleSettings.plain(folder.toString()).withImageSize(8, 8, 3);
    }

    private void writeTwoClasses() throws IOException {
        write("red/a.JPEG", image(20, 10, 0xff0000, "jpeg"));
        write("red/b.png", image(1, 1, 0xff0000, "png"));
        write("blue/c.jpg", image(9, 30, 0x0000ff, "jpeg"));
        write("blue/notes.txt", new byte[] {'x'});
    }

    @Test
    void aFolderIsAClassAndEverySizeIsBroughtToOne() throws IOException {
        writeTwoClasses();

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings(), hadoop);

        assertThat(spec.catalog().classes()).containsExactly("blue", "red");
        assertThat(spec.catalog().size()).isEqualTo(3);
        try (ExampleSource source = spec.open(hadoop)) {
            Minibatch all = source.evaluation(new int[] {0, 1, 2});
            assertThat(all.features().shape()).containsExactly(3, 8, 8, 3);
            assertThat(all.labels().values()).containsExactly(1, 0, 0, 1, 0, 1);
            for (int pixel = 0; pixel < 64; pixel++) {
                assertThat(all.features().values()[3 * pixel + 2]).isEqualTo(1, within(0.02f));
                assertThat(all.features().values()[192 + 3 * pixel]).isEqualTo(1, within(0.02f));
                assertThat(all.features().values()[384 + 3 * pixel]).isEqualTo(1);
            }
        }
    }

    @Test
    void trainingImagesAreAFunctionOfSeedAndNumberAlone() throws IOException {
        writeTwoClasses();
        ExampleSettings settings = settings().withAugmentation(EVERYTHING).withSoftLabels(0.1, 0);
        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);

        try (ExampleSource source = spec.open(hadoop);
                ExampleSource other = spec.open(hadoop)) {
            float[] together =
                    source.training(new int[] {0, 1, 2}, 5).features().values();
            float[] alone = other.training(new int[] {1}, 5).features().values();
            float[] nextEpoch = other.training(new int[] {1}, 6).features().values();
            assertThat(alone).isEqualTo(Arrays.copyOfRange(together, 192, 384)).isNotEqualTo(nextEpoch);
            assertThat(other.training(new int[] {1}, 5).labels().values()).containsExactly(0.05f, 0.95f);
            assertThat(other.evaluation(new int[] {1}).labels().values()).containsExactly(0, 1);
        }
    }

    @Test
    void namesTheImageThatCannotBeDecoded() throws IOException {
        writeTwoClasses();
        byte[] whole = Pictures.encoded(Pictures.noise(64, 64, 3), "jpeg");
        write("red/x1.jpg", Arrays.copyOf(whole, whole.length * 3 / 4));
        write("red/x2.jpg", "some text".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        write("red/x3.jpg", new byte[0]);
        write("red/x4.jpg", Pictures.claiming(whole, 60_000, 60_000));
        String[] messages = {
            "red/x1.jpg is cut short: its pixels end too early (byte " + whole.length * 3 / 4 + "); restore the file",
            "red/x2.jpg is neither JPEG nor PNG: it begins with 'some tex'",
            "red/x3.jpg is empty (byte 0)",
            "red/x4.jpg claims 60000 x 60000 pixels, more than image.max-pixels = 100000000 allows"
        };

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings(), hadoop);

        try (ExampleSource source = spec.open(hadoop)) {
            assertThat(source.evaluation(new int[] {0, 1, 2}).examples()).isEqualTo(3);
            for (int i = 0; i < 4; i++) {
                int example = 3 + i;
                assertThatThrownBy(() -> source.evaluation(new int[] {0, example}))
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining(messages[i]);
            }
        }
    }

    @Test
    void refusesFoldersThatAreNotClasses() throws IOException {
        write("red/a.jpg", image(4, 4, 0xff0000, "jpeg"));
        assertBad(settings(), "holds one class only, red");

        write("blue/c.jpg", image(4, 4, 0xff, "jpeg"));
        Files.createDirectories(folder.resolve("green"));
        assertBad(settings(), "green is the folder of a class but holds no JPEG or PNG");

        Files.delete(folder.resolve("green"));
        write("stray.png", image(4, 4, 0xff, "png"));
        assertBad(settings(), "stray.png lies beside folders of classes");

        Files.delete(folder.resolve("stray.png"));
        assertBad(settings().withImageSize(0, 0, 0), "set image.size to the size that the network takes");
        Files.createDirectories(folder.resolve("none"));
        assertBad(ExampleSettings.plain(folder.resolve("none").toString()).withImageSize(8, 8, 3), "holds no files");
    }

    @Test
    void refusesTrainingAndValidationTogether() throws IOException {
        for (String name : List.of("train/x", "train/y", "val/x", "val/y")) {
            write(name + "/a.png", image(4, 4, 0xff, "png"));
        }

        assertBad(settings(), "holds examples for training and for testing: [train, val]");
    }

    @Test
    void validationKnowsTheClassesOfTraining() throws IOException {
        writeTwoClasses();
        ExampleCatalog training = ExampleFiles.list(settings(), hadoop);
        write("../" + folder.getFileName() + "-val/red/a.png", image(4, 4, 0xff0000, "png"));
        Path validation = folder.resolveSibling(folder.getFileName() + "-val");

        ExampleCatalog catalog = ExampleFiles.list(settings().like(validation.toString(), training.learned()), hadoop);

        assertThat(catalog.classes()).containsExactly("blue", "red");
        assertThat(catalog.files().get(0).label()).isEqualTo(1);
    }

    @Test
    void readsTheRealFiles() throws IOException {
        assumeThat(IMAGENETTE).exists();
        ExampleSettings settings = ExampleSettings.plain(
                        IMAGENETTE.resolve("val").toString())
                .withImageSize(128, 128, 3)
                .withAugmentation(EVERYTHING);

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);

        assertThat(spec.catalog().size()).isEqualTo(3925);
        assertThat(spec.catalog().classes()).hasSize(10);
        try (ExampleSource source = spec.open(hadoop)) {
            int[] some = IntStream.range(0, 200).map(i -> i * 19).toArray();
            float[] values = source.training(some, 1).features().values();
            double sum = 0;
            float largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value - 0.5f));
                sum += value;
            }
            assertThat(largest).isLessThan(0.5001f);
            // Natural images average to a little below the middle grey.
            assertThat(sum / values.length).isBetween(0.35, 0.55);
        }
    }

    private void assertBad(ExampleSettings settings, String message) {
        assertThatThrownBy(() -> ExampleFiles.list(settings, hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }
}
