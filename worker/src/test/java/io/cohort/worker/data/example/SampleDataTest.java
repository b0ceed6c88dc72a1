package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SampleDataTest {
    @TempDir
    private Path parent;

    private final Configuration hadoop = new Configuration();

    private Path write(String kind, String name, long seed) throws IOException {
        Path folder = parent.resolve(name);
        SampleData.write(kind, folder.toString(), seed, hadoop);
        return folder;
    }

    private Minibatch read(Path path) throws IOException {
        return LinearClassifier.all(ExampleSettings.plain(path.toString()), hadoop);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> result = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                result.put(folder.relativize(file).toString(), bytes);
            }
        }
        return result;
    }

    /**
     * A linear model finds 9 of 10 handwritten digits (LeCun et al. 1998: 88 % to 92 %); shapes are to be harder, yet similar
     * images are to be of one class.
     */
    @Test
    void imagesAreNeitherTrivialNorNoiseToALinearModel() throws IOException {
        Path folder = write("images", "images", 5);

        Minibatch training = read(folder.resolve("train-images-idx3-ubyte"));
        Minibatch validation = read(folder.resolve("t10k-images-idx3-ubyte"));
        double found = LinearClassifier.trained(training, 5, 0.01).accuracy(validation);

        assertThat(training.examples()).isEqualTo(6000);
        assertThat(validation.examples()).isEqualTo(1000);
        assertThat(found).isBetween(0.3, 0.75);
        assertThat(NearestNeighbour.accuracy(training, validation, 200)).isGreaterThan(0.8);
    }

    /** Ten classes of as many images: chance is 0.1. */
    @Test
    void shapesAndTexturesDecideOverPicturesNotColours() throws IOException {
        Path folder = write("folders", "folders", 5);

        Minibatch training = pictures(folder.resolve("train"));
        Minibatch validation = pictures(folder.resolve("val"));

        assertThat(training.examples()).isEqualTo(600);
        assertThat(training.labels().shape()).containsExactly(600, 10);
        assertThat(validation.examples()).isEqualTo(100);
        assertThat(NearestNeighbour.accuracy(meanColours(training), meanColours(validation), 100))
                .isLessThan(0.3);
        assertThat(LinearClassifier.trained(training, 10, 0.001).accuracy(validation))
                .isBetween(0.18, 0.7);
    }

    private Minibatch pictures(Path folder) throws IOException {
        ExampleSettings settings = ExampleSettings.plain(folder.toString()).withImageSize(48, 48, 3);
        return LinearClassifier.all(settings, hadoop);
    }

    private static Minibatch meanColours(Minibatch images) {
        int length = 48 * 48 * 3;
        float[] means = new float[images.examples() * 3];
        for (int i = 0; i < images.examples() * length; i++) {
            means[i / length * 3 + i % 3] += images.features().values()[i] / (48 * 48);
        }
        return new Minibatch(new Tensor(means, images.examples(), 3), images.labels(), null, null);
    }

    /** Five classes of as many series: chance is 0.2. */
    @Test
    void seriesDifferInHowTheyGoOnNotInTheirValues() throws IOException {
        Path folder = write("series", "series", 5);

        Minibatch training = read(folder.resolve("waves_TRAIN.ts"));
        Minibatch test = read(folder.resolve("waves_TEST.ts"));

        assertThat(training.features().shape()).containsExactly(500, 4, 30);
        assertThat(test.labels().shape()).containsExactly(250, 5);
        assertThat(LinearClassifier.trained(training, 20, 0.003).accuracy(test)).isBetween(0.1, 0.35);
        double dynamic = LinearClassifier.trained(products(training), 20, 0.1).accuracy(products(test));
        assertThat(dynamic).isBetween(0.7, 0.995);
    }

    /** Mean products of each channel with each channel a step later, of each series. */
    private static Minibatch products(Minibatch series) {
        int time = series.features().shape()[2];
        float[] values = series.features().values();
        float[] result = new float[series.examples() * 16];
        for (int i = 0; i < result.length; i++) {
            int first = (i / 16 * 4 + i % 16 / 4) * time;
            int second = (i / 16 * 4 + i % 4) * time;
            float steps = 0;
            for (int t = 0; t + 1 < time; t++) {
                steps += series.featureMask().values()[i / 16 * time + t + 1];
                result[i] += values[first + t] * values[second + t + 1];
            }
            result[i] /= steps;
        }
        return new Minibatch(new Tensor(result, series.examples(), 16), series.labels(), null, null);
    }

    @Test
    void textIsSentencesOfFewCharacters() throws IOException {
        Path folder = write("text", "text", 5);

        String training = Files.readString(folder.resolve("train.txt"));
        String validation = Files.readString(folder.resolve("validation.txt"));

        assertThat(training.length()).isBetween(200_000, 201_000);
        assertThat(validation.length()).isBetween(20_000, 21_000);
        assertThat(training.lines().filter(line -> !line.isEmpty()))
                .allMatch(line -> line.matches("[\"A-Z][a-zA-Z ,.?\"]+[.?]"))
                .hasSizeGreaterThan(500);
        assertThat(training).doesNotContain(" an g", " a o", "  ");
        ExampleSettings settings =
                ExampleSettings.plain(folder.resolve("train.txt").toString());
        ExampleCatalog catalog = ExampleFiles.list(settings, hadoop);
        assertThat(catalog.format()).isEqualTo(ExampleFormat.CHARACTERS);
        assertThat(ExampleFiles.list(
                                settings.like(folder.resolve("validation.txt").toString(), catalog.learned()), hadoop)
                        .size())
                .isGreaterThan(190);
    }

    @ParameterizedTest
    @FieldSource("io.cohort.worker.data.example.SampleData#KINDS")
    void theSeedDecidesTheBytes(String kind) throws IOException {
        Map<String, String> first = contents(write(kind, "first", 7));
        Map<String, String> again = contents(write(kind, "again", 7));
        Map<String, String> other = contents(write(kind, "other", 8));

        assertThat(again).isEqualTo(first);
        assertThat(other.keySet()).isEqualTo(first.keySet());
        first.forEach((name, bytes) -> {
            if (!name.contains("labels")) {
                assertThat(other.get(name)).as(name).isNotEqualTo(bytes);
            }
        });
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path folder = write("images", "there", 1);
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        Files.writeString(labels, "changed");

        write("images", "there", 1);

        assertThat(labels).hasContent("changed");
        assertThat(parent.toFile().list()).containsExactly("there");
    }

    @Test
    void fillsAnEmptyFolder() throws IOException {
        Files.createDirectories(parent.resolve("empty"));

        assertThat(write("images", "empty", 1).resolve("train-labels-idx1-ubyte"))
                .hasSize(6008);
    }

    @Test
    void writersAtTheSameTimeLeaveOneWholeFolder() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            for (Future<Path> writer : writers.invokeAll(IntStream.range(0, 4)
                    .<java.util.concurrent.Callable<Path>>mapToObj(i -> () -> write("images", "shared", 3))
                    .toList())) {
                writer.get();
            }
        } finally {
            writers.shutdown();
        }

        assertThat(parent.toFile().list()).containsExactly("shared");
        assertThat(contents(parent.resolve("shared"))).isEqualTo(contents(write("images", "alone", 3)));
    }

    @Test
    void writesOverNothingElse() throws IOException {
        write("images", "seeded", 1);
        Files.writeString(Files.createDirectories(parent.resolve("mine")).resolve("notes.txt"), "mine");
        Files.writeString(parent.resolve("file"), "mine");

        assertRefused("images", "seeded", "holds sample data images of seed 1, not sample data images of seed 2");
        assertRefused("images", "mine", "mine holds something else, not sample data images of seed 2; remove it or");
        assertRefused("images", "file", "file holds something else, not sample data images of seed 2; remove it or");
        assertRefused("pictures", "new", "no sample data of kind 'pictures', expected one of [images,");
        assertThat(parent.resolve("file")).hasContent("mine");
    }

    private void assertRefused(String kind, String name, String message) {
        assertThatThrownBy(() -> write(kind, name, 2))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }
}
