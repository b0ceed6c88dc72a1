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
