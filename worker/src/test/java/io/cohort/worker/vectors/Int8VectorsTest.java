package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int8VectorsTest {
    @TempDir
    Path folder;

    private Path written(WordVectors vectors) {
        Path target = folder.resolve("vectors.int8");
        VectorExport.write(vectors, VectorFormat.INT8, target.toString(), true, Samples.HADOOP);
        return target;
    }

    @Test
    void aNumberIsItsByteTimesThe127thOfTheLargest() {
        // Scale 2.54 / 127 = 0.02; -1.27 / 0.02 = -63.5, which rounds up to -63; 0.011 / 0.02 = 0.55, which rounds to
        // 1.
        WordVectors vectors =
                WordVectors.of(List.of("a", "nothing"), new float[][] {{2.54f, -1.27f, 0.011f}, {0, 0, 0}}, null);

        WordVectors read = Models.read(written(vectors).toString(), Samples.HADOOP);

        assertThat(read.vector(0)).usingComparatorWithPrecision(1e-6f).containsExactly(2.54f, -1.26f, 0.02f);
        assertThat(read.vector(1)).containsExactly(0, 0, 0);
        assertThat(read.words().word(1)).isEqualTo("nothing");
    }

    @Test
    void aFileIsAQuarterOfFloatsAndLosesLittle() throws IOException {
        WordVectors vectors = Samples.random(500, 64);

        long bytes = Files.size(written(vectors));
        QuantisationLoss loss = QuantisationLoss.of(vectors);

        assertThat(bytes).isLessThan(500 * (64 + 4 + 20));
        assertThat(loss.cosine()).isBetween(0.9999, 1.0);
        assertThat(loss.kept()).isBetween(0.9, 1.0);
        assertThat(loss.words()).isEqualTo(500);
        // The same from the file itself.
        WordVectors read = Models.read(folder.resolve("vectors.int8").toString(), Samples.HADOOP);
        double cosines = 0;
        for (int id = 0; id < 500; id++) {
            double sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += (double) read.vector(id)[i] * vectors.vector(id)[i];
            }
            cosines += sum / (read.norm(id) * vectors.norm(id));
        }
        assertThat(loss.cosine()).isEqualTo(cosines / 500, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 200})
    void aFileThatIsCutNamesTheWord(int less) throws IOException {
        Path file = written(Samples.random(100, 30));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - less));

        assertThatThrownBy(() -> Models.read(file.toString(), Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("vectors.int8, word ")
                .hasMessageContaining("export it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8 3\n", "int8 x 5\n", "int8 0 5\n", "int8 1 999999\n", "int8 99 5\nshort"})
    void aFirstLineOrAWordThatIsNoneIsRefused(String text) throws IOException {
        Path file = Files.write(folder.resolve("bad.int8"), text.getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> Models.read(file.toString(), Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("bad.int8");
    }

    @Test
    void aScaleThatMakesNumbersInfiniteIsRefused() throws IOException {
        Path file = written(WordVectors.of(List.of("a"), new float[][] {{1, 2}}, null));
        byte[] bytes = Files.readAllBytes(file);
        // After the first line, the word and a space: the highest byte of the scale, 3e38.
        int scale = "int8 1 2\na ".length();
        bytes[scale + 2] = 0x7f;
        bytes[scale + 3] = 0x7f;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Models.read(file.toString(), Samples.HADOOP))
                .hasMessageContaining("word 1 of 1")
                .hasMessageContaining("a finite scale");
    }

    @Test
    void whatComesAfterTheLastWordIsRefused() throws IOException {
        Path file = written(Samples.random(10, 4));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));

        assertThatThrownBy(() -> Models.read(file.toString(), Samples.HADOOP))
                .hasMessageContaining("goes on after the 10 words");
    }
}
