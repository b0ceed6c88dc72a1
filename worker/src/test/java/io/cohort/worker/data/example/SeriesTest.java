package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
    private static final Path VOWELS = Path.of("../../shared/data/japanese-vowels");
    private static final String HEADER = "# a remark\n@problemName small\n@classLabel true b a\n@data\n";

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ExampleSourceSpec list(Path path) throws IOException {
        return ExampleSourceSpec.list(ExampleSettings.plain(path.toString()), hadoop);
    }

    @Test
    void paddedToTheLongestWithAMask() throws IOException {
        Path file = write("small.ts", HEADER + "1,2,3:4,5,6:a\n\n7:8:b\n");

        ExampleSourceSpec spec = list(file);

        assertThat(spec.catalog().classes()).containsExactly("a", "b");
        assertThat(spec.catalog().shape())
                .isEqualTo(new ExampleShape(ExampleShape.Kind.SEQUENCE, 1, 1, 2, 3, 2, false));
        try (ExampleSource source = spec.open(hadoop)) {
            Minibatch both = source.evaluation(new int[] {1, 0});
            assertThat(both.features().shape()).containsExactly(2, 2, 3);
            assertThat(both.features().values()).containsExactly(7, 0, 0, 8, 0, 0, 1, 2, 3, 4, 5, 6);
            assertThat(both.featureMask().values()).containsExactly(1, 0, 0, 1, 1, 1);
            assertThat(both.labels().values()).containsExactly(0, 1, 1, 0);
            assertThat(both.labelMask()).isNull();
            assertThat(source.evaluation(new int[] {0}).featureMask()).isNull();
        }
    }

    /** By hand: channel 1 is 1, 3, 5 with mean 3 and deviation sqrt(8/3); channel 2 never changes. */
    @Test
    void isStandardisedByWhatTrainingHolds() throws IOException {
        Path file = write("small.ts", HEADER + "1,3:4,4:a\n5:4:b\n");
        Path other = write("other.ts", HEADER + "3:5:a\n");
        ExampleSettings settings = ExampleSettings.plain(file.toString()).withTable(TableSettings.found(), true);
        ExampleCatalog training = ExampleFiles.list(settings, hadoop);

        try (ExampleSource source = ExampleSourceSpec.list(settings.like(other.toString(), training.learned()), hadoop)
                .open(hadoop)) {
            assertThat(training.scaling().mean()).containsExactly(3f, 4f);
            assertThat(training.scaling().deviation().get(0)).isEqualTo(1.6329932f, within(1e-6f));
            assertThat(source.evaluation(new int[] {0}).features().values()).containsExactly(0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2:3:a|channel 2 has 1 values but channel 1 has 2; all channels of a series need as many",
                ":3:a|channel 1 has no values; a series needs at least one step",
                "1,NaN:3,4:a|channel 1, step 2 is NaN, expected a finite number",
                "1,x:3,4:a|channel 1, step 2 is 'x', expected a number",
                "1,?:3,4:a|channel 1, step 2 is missing",
                "1:2:3:a|3 channels, expected 2 and a label behind the last ':'",
                "1:2:c|the label is 'c', expected one of [b, a]"
            })
    void aBrokenRowIsNamedWhenItIsRead(String row, String message) throws IOException {
        Path file = write("small.ts", HEADER + "1:2:a\n" + row + "\n3:4:b\n");

        ExampleSourceSpec spec = list(file);

        assertThat(spec.catalog().size()).isEqualTo(3);
        try (ExampleSource source = spec.open(hadoop)) {
            assertThat(source.evaluation(new int[] {0, 2}).examples()).isEqualTo(2);
            assertThatThrownBy(() -> source.evaluation(new int[] {0, 1}))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("small.ts line 6: " + message);
        }
    }

    @Test
    void refusesWhatIsNoSeries() throws IOException {
        assertBad(
                write("a.ts", "1,2,3\n"), "a.ts line 1 is '1,2,3', expected lines that begin with # or @ up to @data");
        assertBad(write("b.ts", "@problemName x\n"), "b.ts has no line @data");
        assertBad(write("c.ts", HEADER), "c.ts holds no series behind @data");
        assertBad(write("d.ts", "@timeStamps true\n@data\n"), "time stamps are not read");
        assertBad(write("e.ts", ""), "e.ts has no line @data");
        assertBad(write("f.ts", "@classLabel true\n@data\n1,2:a\n2,3:a\n"), "holds one class only, a");
    }

    @Test
    void refusesFilesThatAreNotAlikeAndBothPartsTogether() throws IOException {
        write("a.ts", HEADER + "1:2:a\n");
        write("b.ts", HEADER + "1:2:3:b\n");
        assertBad(folder, "b.ts has 3 columns or channels and a label, but", "a.ts has 2 columns or channels");

        Files.delete(folder.resolve("a.ts"));
        Files.delete(folder.resolve("b.ts"));
        write("Small_TRAIN.ts", HEADER + "1:2:a\n");
        write("Small_TEST.ts", HEADER + "1:2:b\n");
        assertBad(folder, "holds examples for training and for testing: [Small_TEST.ts, Small_TRAIN.ts]");
    }

    @Test
    void validationMustHaveTheChannelsOfTraining() throws IOException {
        ExampleSettings settings =
                ExampleSettings.plain(write("a.ts", HEADER + "1:2:a\n").toString());
        ExampleCatalog training = ExampleFiles.list(settings, hadoop);
        Path other = write("b.ts", HEADER + "1:2:3:a\n");

        assertThatThrownBy(() -> ExampleFiles.list(settings.like(other.toString(), training.learned()), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has 3 columns or channels, but the network was trained on 2");
    }

    /** 270 and 370 utterances of 9 speakers, 12 channels, 7 to 29 steps (Kudo, Toyama, Shimbo 1999). */
    @Test
    void readsTheRealFiles() throws IOException {
        assumeThat(VOWELS).exists();

        ExampleSettings settings =
                ExampleSettings.plain(VOWELS.resolve("JapaneseVowels_TRAIN.ts").toString());
        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);
        ExampleCatalog test = ExampleFiles.list(
                settings.like(
                        VOWELS.resolve("JapaneseVowels_TEST.ts").toString(),
                        spec.catalog().learned()),
                hadoop);

        assertThat(spec.catalog().size()).isEqualTo(270);
        assertThat(test.size()).isEqualTo(370);
        assertThat(test.classes()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(spec.catalog().shape().channels()).isEqualTo(12);
        assertThat(test.shape().time()).isEqualTo(29);
        try (ExampleSource source = spec.open(hadoop)) {
            Minibatch all = source.evaluation(IntStream.range(0, 270).toArray());
            // The file begins with this number; its first series has 20 steps.
            assertThat(all.features().values()[0]).isEqualTo(1.860936f);
            float steps = 0;
            for (int t = 0; t < 26; t++) {
                steps += all.featureMask().values()[t];
            }
            assertThat(steps).isEqualTo(20);
        }
    }

    private void assertBad(Path path, String... parts) {
        assertThatThrownBy(() -> list(path))
                .isInstanceOf(BadInputException.class)
                .message()
                .contains(parts);
    }
}
