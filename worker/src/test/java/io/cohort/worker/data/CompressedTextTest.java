package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.cohort.worker.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedTextTest {
    private static final byte[] TEXT =
            "the quick brown fox\njumps over\r\n\nthe läzy dog".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    static byte[] compressed(String ending, byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (ending) {
            case ".gz" -> new GZIPOutputStream(bytes);
            case ".bz2" -> new BZip2CompressorOutputStream(bytes);
            default -> new ZstdOutputStream(bytes).setChecksum(true);
        }) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] randomWords(int bytes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            int draw = random.nextInt(32);
            text[i] = (byte) (draw < 26 ? 'a' + draw : draw < 31 ? ' ' : '\n');
        }
        return text;
    }

    private CollectedSentences read(String name, byte[] contents) throws IOException {
        Path file = Files.write(directory.resolve(name), contents);
        return CollectedSentences.of(CollectedSentences.settings(file, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".zst"})
    void readsEveryMemberOfAFile(String ending) throws IOException {
        byte[] second = randomWords(2_000_000, 1);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(compressed(ending, TEXT));
        both.writeBytes(compressed(ending, new byte[0]));
        both.writeBytes(compressed(ending, second));
        byte[] text = Arrays.copyOf(TEXT, TEXT.length + second.length);
        System.arraycopy(second, 0, text, TEXT.length, second.length);

        CollectedSentences read = read("members" + ending, both.toByteArray());

        assertThat(read.sentences()).isEqualTo(PlainJavaText.sentences(text, CollectedSentences.settings("unused", 1)));
        assertThat(read.statistics().bytes()).isEqualTo(text.length);
        assertThat(read.statistics().lines()).isEqualTo(PlainJavaText.lines(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".zst"})
    void namesAFileThatIsCutShortAnywhere(String ending) throws IOException {
        byte[] whole = compressed(ending, TEXT);
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> read("short" + ending, part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("short" + ending)
                    .hasMessageContaining("at byte " + length + " of the file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".zst"})
    void namesALargeFileThatIsCutShort(String ending) throws IOException {
        byte[] whole = compressed(ending, randomWords(3_000_000, 2));
        for (int length : new int[] {whole.length / 3, whole.length / 2, whole.length - 1}) {
            assertThatThrownBy(() -> read("large" + ending, Arrays.copyOf(whole, length)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("large" + ending);
        }
        assertThat(threadsReading("large" + ending)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".zst"})
    void refusesAnEmptyFileBesideOthers(String ending) throws IOException {
        Files.writeString(directory.resolve("full.txt"), "words");
        Path empty = Files.createFile(directory.resolve("nothing" + ending));

        assertThatThrownBy(() -> CollectedSentences.of(CollectedSentences.settings(directory, 1000)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(empty.getFileName().toString());
    }

    @Test
    void refusesASecondMemberWhoseHeaderIsCutShort() throws IOException {
        byte[] first = compressed(".gz", TEXT);
        byte[] second = compressed(".gz", TEXT);
        for (int length = 1; length < 12; length++) {
            byte[] both = Arrays.copyOf(first, first.length + length);
            System.arraycopy(second, 0, both, first.length, length);

            assertThatThrownBy(() -> read("second.gz", both)).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void takesZerosBehindTheLastMemberForPadding() throws IOException {
        byte[] whole = compressed(".gz", TEXT);

        CollectedSentences read = read("padded.gz", Arrays.copyOf(whole, whole.length + 100));

        assertThat(read.sentences()).hasSize(3);
    }

    @Test
    void readsAHeaderWithNameCommentAndChecksum() throws IOException {
        byte[] plain = compressed(".gz", TEXT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        out.writeBytes(new byte[] {3, 0, 'x', 'y', 'z', 'n', 0, 'c', 'o', 0});
        java.util.zip.CRC32 header = new java.util.zip.CRC32();
        header.update(out.toByteArray());
        out.write((int) header.getValue());
        out.write((int) header.getValue() >> 8);
        out.write(plain, 10, plain.length - 10);

        CollectedSentences read = read("header.gz", out.toByteArray());

        assertThat(read.sentences()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2"})
    void givesTheOriginalWordsOrRefusesAFileWithFlippedBytes(String ending) throws IOException {
        byte[] text = randomWords(3000, 3);
        byte[] whole = compressed(ending, text);
        List<List<String>> expected = PlainJavaText.sentences(text, CollectedSentences.settings("unused", 1));
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 1500; round++) {
            byte[] mutated = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                // Every other round in the header and trailer, where one byte means most.
                int at = random.nextInt(round % 2 == 0 ? mutated.length : 20);
                mutated[at] ^= (byte) (1 + random.nextInt(255));
            }
            List<List<String>> sentences;
            try {
                sentences = read("mutated" + ending, mutated).sentences();
            } catch (BadInputException e) {
                assertThat(e).hasMessageContaining("mutated" + ending);
                continue;
            }
            assertThat(sentences).isEqualTo(expected);
        }
    }

    @Test
    void endsItsThreadWhenItIsClosedEarly() throws IOException {
        Path file = Files.write(directory.resolve("early.gz"), compressed(".gz", randomWords(4_000_000, 5)));
        TextSettings settings = CollectedSentences.settings(file, 1000);
        Configuration hadoop = new Configuration();
        InputPiece piece = InputPieces.of(settings, hadoop).pieces().get(0);

        try (TextReader reader = new TextReader(piece, settings, hadoop, new CollectedSentences())) {
            assertThat(reader.advance()).isTrue();
            assertThat(threadsReading("early.gz")).hasSize(1);
        }

        assertThat(threadsReading("early.gz")).isEmpty();
    }

    private static List<Thread> threadsReading(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().endsWith(name))
                .toList();
    }
}
