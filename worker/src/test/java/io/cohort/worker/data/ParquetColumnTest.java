package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetColumnTest {
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message m { required int64 id; optional binary text (STRING);"
                    + " optional group doc { required binary body (STRING); } repeated binary tags (STRING); }");
    private static final int ROWS = 5000;

    @TempDir
    private Path directory;

    /** Every third row is null, every fourth holds a line feed; ids are in the text so that no two rows are alike. */
    private static String text(int row) {
        return row % 3 == 0
                ? null
                : "Row word" + row + (row % 4 == 0 ? "\nsame row" : "") + (row % 5 == 0 ? " größer" : "");
    }

    private Path write(String name) throws IOException {
        Path file = directory.resolve(name);
        SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
        try (var writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(SCHEMA)
                .withRowGroupSize(16_000L)
                .withPageSize(1000)
                .build()) {
            for (int row = 0; row < ROWS; row++) {
                Group group = groups.newGroup().append("id", (long) row);
                if (text(row) != null) {
                    group.append("text", text(row));
                    group.addGroup("doc").append("body", "inner" + row);
                }
                writer.write(group);
            }
        }
        return file;
    }

    @Test
    void readsEachRowOnceWhateverThePieces() throws IOException {
        Path file = write("rows.parquet");
        List<List<String>> expected = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            if (text(row) != null) {
                expected.add(Arrays.asList(text(row).split("\\s")));
            }
        }
        try (var reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            assertThat(reader.getRowGroups()).hasSizeGreaterThan(3);
        }
        for (long pieceBytes : new long[] {100, 7777, 20_000, 1 << 30}) {
            CollectedSentences read = CollectedSentences.of(CollectedSentences.settings(file, pieceBytes));

            assertThat(read.sentences()).isEqualTo(expected);
            assertThat(read.statistics().lines()).isEqualTo(ROWS);
        }
    }

    @Test
    void lowerCasesWithoutChangingSharedValues() throws IOException {
        Path file = write("case.parquet");
        var settings = new TextSettings(file.toString(), 1 << 30, "text", WordSplit.LETTERS, true, 1000, 0, false);

        CollectedSentences read = CollectedSentences.of(settings);

        assertThat(read.sentences())
                .allSatisfy(words -> assertThat(words.get(0)).isEqualTo("row"));
    }

    @Test
    void readsAColumnWithinAGroup() throws IOException {
        Path file = write("group.parquet");
        var settings = new TextSettings(file.toString(), 1000, "doc.body", WordSplit.LETTERS, true, 1000, 0, false);

        CollectedSentences read = CollectedSentences.of(settings);

        assertThat(read.sentences()).hasSize(3333).startsWith(List.of("inner1"), List.of("inner2"), List.of("inner4"));
    }

    @Test
    void namesColumnsThatAreMissingOrNotText() throws IOException {
        Path file = write("columns.parquet");

        for (String column : List.of("absent", "text.deeper", "doc", "id", "tags")) {
            var settings = new TextSettings(file.toString(), 1000, column, WordSplit.LETTERS, true, 1000, 0, false);
            assertThatThrownBy(() -> CollectedSentences.of(settings))
                    .as(column)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("columns.parquet")
                    .hasMessageContaining("input.column");
        }
    }

    @Test
    void refusesADamagedFile() throws IOException {
        byte[] whole = Files.readAllBytes(write("whole.parquet"));
        Path file = directory.resolve("damaged.parquet");
        TextSettings settings = CollectedSentences.settings(file, 1 << 30);
        for (byte[] contents : List.of(
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, 5),
                "just some text, named wrongly".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, contents);

            assertThatThrownBy(() -> CollectedSentences.of(settings))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("damaged.parquet");
        }
    }

    @Test
    void refusesAFileWithAFlippedBitInAText() throws IOException {
        byte[] whole = Files.readAllBytes(write("whole.parquet"));
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("word2501");
        whole[at + 5] ^= 1;
        Path file = Files.write(directory.resolve("flipped.parquet"), whole);

        assertThatThrownBy(() -> CollectedSentences.of(CollectedSentences.settings(file, 1 << 30)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("flipped.parquet");
    }
}
