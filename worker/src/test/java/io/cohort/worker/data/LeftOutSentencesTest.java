package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences that are not UTF-8 are left out whole if that is asked for, and named with the place where they begin. */
class LeftOutSentencesTest {
    private static final Configuration HADOOP = new Configuration();
    private static final List<String> FRAGMENTS = List.of(
            "ff",
            "c3",
            "e282",
            "eda080",
            "61",
            "42",
            "7a7a39",
            "20",
            "20",
            "0a",
            "0a",
            "0a0a",
            "0d0a",
            "c39f",
            "e697a5",
            "2e",
            "f09f9880",
            "c2a0");

    private record Read(List<List<String>> sentences, TextStatistics statistics, List<BrokenText> named) {
        static Read of(Path file, int pieceBytes, int maxSentenceWords) throws IOException {
            var settings = new TextSettings(
                    file.toString(), pieceBytes, "text", WordSplit.LETTERS, true, maxSentenceWords, 0, true);
            CollectedSentences collected = new CollectedSentences();
            TextStatistics statistics = TextStatistics.NONE;
            List<BrokenText> named = new ArrayList<>();
            for (InputPiece piece : InputPieces.of(settings, HADOOP).pieces()) {
                try (TextReader reader = new TextReader(piece, settings, HADOOP, collected)) {
                    while (reader.advance()) {}
                    statistics = statistics.add(reader.statistics());
                    named.addAll(reader.malformedSentences());
                }
            }
            return new Read(collected.sentences(), statistics, named);
        }

        List<Long> offsets() {
            return named.stream().map(BrokenText::offset).toList();
        }
    }

    /** The text without its lines that Java's decoder repairs, and where those begin. */
    private record Expected(byte[] sound, List<Long> offsets) {
        static Expected of(byte[] text) {
            ByteArrayOutputStream sound = new ByteArrayOutputStream();
            List<Long> offsets = new ArrayList<>();
            for (int start = 0; start < text.length; ) {
                int end = start;
                while (end < text.length && text[end] != '\n') {
                    end++;
                }
                byte[] line = Arrays.copyOfRange(text, start, Math.min(text.length, end + 1));
                if (new String(line, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0) {
                    sound.writeBytes(line);
                } else {
                    offsets.add((long) start);
                }
                start = end + 1;
            }
            return new Expected(sound.toByteArray(), offsets);
        }
    }

    @Provide
    Arbitrary<byte[]> texts() {
        return Arbitraries.of(FRAGMENTS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(hex -> HexFormat.of().parseHex(String.join("", hex)));
    }

    @Property(seed = "1", tries = 300)
    void whatIsLeftIsTheTextWithoutThoseLines(
            @ForAll("texts") byte[] text, @ForAll @IntRange(min = 1, max = 40) int pieceBytes) throws IOException {
        Path folder = Files.createTempDirectory("left-out");
        Path plain = Files.write(folder.resolve("plain.txt"), text);
        Path packed = folder.resolve("packed.txt.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text);
        }
        Expected expected = Expected.of(text);
        var settings = new TextSettings("unused", 1, "text", WordSplit.LETTERS, true, 1000, 0, true);
        try {
            for (Path file : List.of(plain, packed)) {
                Read read = Read.of(file, pieceBytes, 1000);

                assertThat(read.sentences()).isEqualTo(PlainJavaText.sentences(expected.sound(), settings));
                assertThat(read.offsets()).isEqualTo(expected.offsets());
                assertThat(read.named()).allSatisfy(line -> {
                    assertThat(line.file()).endsWith(file.getFileName().toString());
                    assertThat(line.unit()).isEqualTo(BrokenText.Unit.BYTE);
                });
                assertThat(read.statistics().malformedSentences())
                        .isEqualTo(expected.offsets().size());
                assertThat(read.statistics().words())
                        .isEqualTo(
                                read.sentences().stream().mapToInt(List::size).sum());
                assertThat(read.statistics().sentences())
                        .isEqualTo(read.sentences().size() + expected.offsets().size());
            }
        } finally {
            Files.delete(plain);
            Files.delete(packed);
            Files.delete(folder);
        }
    }

    @Test
    void ofALongLineOnlyThePartsWithInvalidBytesAreLeftOut(@TempDir Path folder) throws IOException {
        byte[] text = "a b c d X e f g h i\n".getBytes(StandardCharsets.US_ASCII);
        text[8] = (byte) 0xFF;
        Path file = Files.write(folder.resolve("long.txt"), text);

        Read read = Read.of(file, 100, 3);

        assertThat(read.sentences()).containsExactly(List.of("a", "b", "c"), List.of("g", "h", "i"));
        assertThat(read.statistics().sentences()).isEqualTo(3);
        assertThat(read.statistics().malformedSentences()).isEqualTo(1);
    }

    @Test
    void rowsOfParquetAreNamedByTheirNumberInTheFile(@TempDir Path folder) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional binary text; }");
        Path file = folder.resolve("rows.parquet");
        SimpleGroupFactory groups = new SimpleGroupFactory(schema);
        try (var writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(schema)
                .withRowGroupSize(16_000L)
                .withPageSize(1000)
                .build()) {
            for (int row = 0; row < 5000; row++) {
                byte[] value = ("words of row" + row).getBytes(StandardCharsets.US_ASCII);
                value[0] = row % 700 == 6 ? (byte) 0xFF : value[0];
                writer.write(groups.newGroup().append("text", Binary.fromConstantByteArray(value)));
            }
        }

        Read read = Read.of(file, 7777, 1000);

        assertThat(read.offsets()).containsExactly(6L, 706L, 1406L, 2106L, 2806L, 3506L, 4206L, 4906L);
        assertThat(read.named()).allSatisfy(row -> assertThat(row.unit()).isEqualTo(BrokenText.Unit.ROW));
        assertThat(read.sentences()).hasSize(5000 - 8).doesNotContain(List.of("ords", "of", "row6"));
    }

    @Test
    void textOfAnotherEncodingDoesNotFillTheMemoryWithNames(@TempDir Path folder) throws IOException {
        byte[] line = {'a', (byte) 0xFF, '\n'};
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < 5000; i++) {
            text.writeBytes(line);
        }
        Path file = Files.write(folder.resolve("latin.txt"), text.toByteArray());

        Read read = Read.of(file, 1 << 20, 1000);

        assertThat(read.statistics().malformedSentences()).isEqualTo(5000);
        assertThat(read.named()).hasSize(Tokenizer.MOST_NAMED);
    }

    @Test
    void aFileThatGrowsBeyondAllMeasureIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bomb.txt.bz2");
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        try (var out = new BZip2CompressorOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 64; i++) {
                out.write(spaces);
            }
        }
        assertThat(Files.size(file)).isLessThan(60_000);

        assertThatThrownBy(() -> Read.of(file, 1 << 20, 1000))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file + " grows beyond 1100 times its size");
    }

    @Test
    void theFilesOfAPieceThatCannotBeReadAreNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "sound\n");
        Files.writeString(folder.resolve("b.txt.gz"), "this is no gzip\n");
        Files.writeString(folder.resolve("c.txt"), "sound too\n");
        Files.writeString(folder.resolve("d.txt.bz2"), "nor is this bzip2\n");
        TextSettings settings = CollectedSentences.settings(folder, 1000);
        InputPieces input = InputPieces.of(settings, HADOOP);
        assertThat(input.pieces()).hasSize(1);

        List<BrokenText> broken = TextReader.brokenFiles(input.pieces().get(0), settings, HADOOP);

        assertThat(broken).extracting(BrokenText::unit).containsOnly(BrokenText.Unit.FILE);
        assertThat(broken)
                .extracting(BrokenText::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("b.txt.gz"),
                        reason -> assertThat(reason).contains("d.txt.bz2"));
        InputPieces sound =
                input.without(Set.copyOf(broken.stream().map(BrokenText::file).toList()), settings.pieceBytes());
        assertThat(sound.files()).isEqualTo(2);
        assertThat(sound.bytes()).isEqualTo(16);
        assertThat(sound.pieces()).hasSize(1);
    }
}
