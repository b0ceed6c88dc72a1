package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterExamplesTest {
    private static final Path SHAKESPEARE = Path.of("../../shared/data/tinyshakespeare/input.txt");

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    private ExampleSettings settings(Path file, int length) {
        return ExampleSettings.plain(file.toString())
                .withFormat(ExampleFormat.CHARACTERS)
                .withSequenceLength(length);
    }

    @Test
    void everyCharacterIsLabelledWithTheNext() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "abcab");

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings(file, 3), hadoop);

        assertThat(spec.catalog().classes()).containsExactly("a", "b", "c");
        assertThat(spec.catalog().shape()).isEqualTo(new ExampleShape(ExampleShape.Kind.SEQUENCE, 1, 1, 3, 3, 3, true));
        assertThat(spec.catalog().size()).isEqualTo(2);
        try (ExampleSource source = spec.open(hadoop)) {
            Minibatch both = source.evaluation(new int[] {0, 1});
            // Rows a, b, c over three steps: "abc", then "a" alone.
            assertThat(both.features().values()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
            // "bca", then "b".
            assertThat(both.labels().values()).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
            assertThat(both.featureMask().values()).containsExactly(1, 1, 1, 1, 0, 0);
            assertThat(both.labelMask().values()).containsExactly(1, 1, 1, 1, 0, 0);
            assertThat(source.evaluation(new int[] {0}).featureMask()).isNull();
        }
    }

    /** Every character but the first is the label of exactly one step. */
    @Property(tries = 200)
    void everyCharacterIsPredictedOnce(
            @ForAll @StringLength(min = 2, max = 60) String drawn, @ForAll @IntRange(min = 1, max = 9) int length)
            throws IOException {
        String text = drawn.replaceAll("[\\ud800-\\udfff]", "ä") + "xy";
        Path file = Files.createTempFile("characters", ".txt");
        try {
            Files.writeString(file, text);
            ExampleSourceSpec spec = ExampleSourceSpec.list(settings(file, length), hadoop);
            StringBuilder read = new StringBuilder();
            try (ExampleSource source = spec.open(hadoop)) {
                for (int example = 0; example < spec.catalog().size(); example++) {
                    append(read, source.evaluation(new int[] {example}), spec.catalog());
                }
            }
            assertThat(read.toString()).isEqualTo(text.substring(1));
        } finally {
            Files.delete(file);
        }
    }

    private static void append(StringBuilder read, Minibatch one, ExampleCatalog catalog) {
        int steps = one.labels().shape()[2];
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < catalog.classes().size(); c++) {
                if (one.labels().values()[c * steps + t] == 1) {
                    read.append(catalog.classes().get(c));
                }
            }
        }
    }

    @Test
    void twoPartsShareOneAlphabetAndNoCharacter() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "aaaaaaaaab");
        ExampleSettings settings = settings(file, 4);

        ExampleCatalog first = ExampleFiles.list(
                settings.withSelection(ExampleSelection.everything().withPart(0, 0.8)), hadoop);
        ExampleCatalog last = ExampleFiles.list(
                settings.withSelection(ExampleSelection.everything().withPart(0.8, 1)), hadoop);

        // Eight characters make seven steps, two make one.
        assertThat(first.size()).isEqualTo(2);
        assertThat(last.size()).isEqualTo(1);
        assertThat(first.classes()).isEqualTo(last.classes()).containsExactly("a", "b");
    }

    @Test
    void readsCharactersBeyondSixteenBitsAndCompressedText() throws IOException {
        Path file = folder.resolve("t.txt.gz");
        Files.write(file, IdxSamples.gzip("a😀b😀".getBytes(StandardCharsets.UTF_8)));

        assertThat(ExampleFiles.list(settings(file, 2), hadoop).classes()).containsExactly("a", "b", "😀");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        Path file = Files.write(folder.resolve("t.txt"), new byte[] {'a', 'b', (byte) 0xff, 'c'});
        assertThatThrownBy(() -> ExampleFiles.list(settings(file, 2), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("t.txt is not UTF-8 at byte 2");

        Files.writeString(file, "a");
        assertThatThrownBy(() -> ExampleFiles.list(settings(file, 2), hadoop)).isInstanceOf(BadInputException.class);

        Files.writeString(file, "abab");
        ExampleCatalog training = ExampleFiles.list(settings(file, 2), hadoop);
        Path other = Files.writeString(folder.resolve("other.txt"), "abc");
        assertThatThrownBy(
                        () -> ExampleFiles.list(settings(file, 2).like(other.toString(), training.learned()), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("other.txt has 'c' (U+0063) at character 2")
                .hasMessageContaining("none of the 2 characters of the training text");
    }

    @Test
    void aSmallFileThatExpandsEndlesslyIsRefused() throws IOException {
        Path file = folder.resolve("t.txt.gz");
        Files.write(file, IdxSamples.gzip(new byte[(64 << 20) + 1]));

        assertThatThrownBy(() -> ExampleFiles.list(settings(file, 2), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("expands to more than 67108864 bytes, 200 times its size");
    }

    @Test
    void readsTheRealText() throws IOException {
        assumeThat(SHAKESPEARE).exists();

        ExampleCatalog catalog = ExampleFiles.list(ExampleSettings.plain(SHAKESPEARE.toString()), hadoop);

        assertThat(catalog.format()).isEqualTo(ExampleFormat.CHARACTERS);
        // 1,115,394 characters, 65 different ones (Karpathy: char-rnn).
        assertThat(catalog.classes()).hasSize(65);
        assertThat(catalog.size()).isEqualTo((1_115_394 - 2) / 100 + 1);
    }
}
