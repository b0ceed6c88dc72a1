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
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final Path USPS = Path.of("../../shared/data/usps");

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ExampleSettings settings(Path path) {
        return ExampleSettings.plain(path.toString());
    }

    private Minibatch all(ExampleSettings settings) throws IOException {
        ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);
        try (ExampleSource source = spec.open(hadoop)) {
            return source.evaluation(IntStream.range(0, spec.catalog().size()).toArray());
        }
    }

    @Test
    void takesTheLastColumnForTheLabelWhereThereIsAHeader() throws IOException {
        Path file = write("t.csv", "height,\"the \"\"width\"\", in cm\",kind\r\n1,2.5,cat\r\n-3,\"4\",dog\r\n");

        Minibatch minibatch = all(settings(file));

        assertThat(minibatch.features().shape()).containsExactly(2, 2);
        assertThat(minibatch.features().values()).containsExactly(1, 2.5f, -3, 4);
        assertThat(minibatch.labels().values()).containsExactly(1, 0, 0, 1);
        assertThat(ExampleFiles.list(settings(file), hadoop).shape())
                .isEqualTo(new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, 2, 1, 2, false));
    }

    @Test
    void takesAnyColumnThatIsNamed() throws IOException {
        Path file = write("t.csv", "kind;a;b\nx;1;2\ny;3;4\n");

        Minibatch minibatch = all(settings(file).withTable(new TableSettings("auto", "auto", "kind"), false));

        assertThat(minibatch.features().values()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> all(settings(file).withTable(new TableSettings("auto", "auto", "sort"), false)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("t.csv has no column 'sort' but [kind, a, b]");
    }

    @Test
    void withoutLabelsAllColumnsAreValues() throws IOException {
        Path file = write("t.csv", "a,b\n1,2\n3,4\n");

        Minibatch minibatch = all(settings(file).withTable(new TableSettings(",", "yes", "none"), false));

        assertThat(minibatch.labels()).isNull();
        assertThat(minibatch.features().shape()).containsExactly(2, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2|2 fields, expected 3 as in the first line",
                "1,nan,x|column 2 (b) is 'nan', expected a number",
                "1,NaN,x|column 2 (b) is NaN, expected a finite number",
                "1,,x|column 2 (b) is missing",
                "1,2,|column 3 (kind), the label, is empty"
            })
    void aBrokenRowIsNamedWhenItIsRead(String row, String message) throws IOException {
        Path file = write("t.csv", "a,b,kind\n1,2,x\n3,\"4\n\",y\n" + row + "\n5,6,y\n");

        ExampleSourceSpec spec = ExampleSourceSpec.list(settings(file), hadoop);

        try (ExampleSource source = spec.open(hadoop)) {
            assertThat(source.evaluation(new int[] {0, 1, 3}).examples()).isEqualTo(3);
            assertThatThrownBy(() -> source.evaluation(new int[] {2}))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("t.csv line 5: " + message);
        }
    }

    @Test
    void refusesWhatIsNoTable() throws IOException {
        assertThatThrownBy(() -> all(settings(write("a.csv", ""))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.csv is empty");
        assertThatThrownBy(() -> all(settings(write("b.csv", "a\n1\n"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("b.csv has one column only");
        assertThatThrownBy(() -> all(settings(write("c.csv", "a,b,k\n1,2,x\n1,\"2,y\n"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("c.csv breaks the rules of CSV behind row 1");
        assertThatThrownBy(() -> all(settings(write("d.csv", "a,b,k\n"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("0 examples, but none counts");
    }

    /** 256 greys in a row, -1 black and 1 white: nearest pixels of a 16 x 16 image. */
    @Test
    void rowsAreImagesWhereAnImageSizeIsSet() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 2; row++) {
            text.append(row).append(".0000");
            for (int i = 0; i < 16; i++) {
                text.append(' ').append(i == 5 ? 1 : i == 6 ? 0 : -1);
            }
            text.append(" \n");
        }
        Path file = write("digits.txt", text.toString());

        Minibatch minibatch = all(settings(file).withImageSize(4, 4, 1));

        assertThat(minibatch.features().shape()).containsExactly(2, 4, 4, 1);
        assertThat(minibatch.features().values()[5]).isEqualTo(1);
        assertThat(minibatch.features().values()[6]).isEqualTo(0.5f, within(1 / 255f));
        assertThat(minibatch.features().values()[7]).isZero();
        assertThat(ExampleFiles.list(settings(file), hadoop).classes()).containsExactly("0", "1");
        assertThatThrownBy(() -> all(
                        settings(write("odd.txt", "1 2 3 4 5 6\n2 3 4 5 6 7\n")).withImageSize(4, 4, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("odd.txt has 5 values a row, which make no square image");
    }

    /** Counts from the data's own description: 359 zeros, 264 ones, … 177 nines, 2,007 in all. */
    @Test
    void readsTheRealDigits() throws IOException {
        assumeThat(USPS).exists();

        Minibatch minibatch = all(settings(USPS.resolve("zip.test.gz")).withImageSize(28, 28, 1));

        assertThat(minibatch.features().shape()).containsExactly(2007, 28, 28, 1);
        int[] counts = new int[10];
        for (int i = 0; i < minibatch.labels().values().length; i++) {
            counts[i % 10] += (int) minibatch.labels().values()[i];
        }
        assertThat(counts).containsExactly(359, 264, 198, 166, 200, 160, 170, 147, 166, 177);
        float[] sorted = minibatch.features().values().clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).isZero();
        assertThat(sorted[sorted.length - 1]).isEqualTo(1, within(1e-5f));
    }
}
