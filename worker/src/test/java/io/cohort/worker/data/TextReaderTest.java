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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
    /** Fragments in hexadecimal: cut short, overlong, surrogates, above U+10FFFF, bytes that never occur. */
    private static final List<String> INVALID = List.of(
            "ff",
            "80",
            "c3",
            "e282",
            "e2",
            "f09f98",
            "f09f",
            "f0",
            "eda080",
            "eda0",
            "edbfbf",
            "c080",
            "e08080",
            "e09f",
            "f0808080",
            "f08f",
            "f4908080",
            "f490",
            "f5808080",
            "f8",
            "c328",
            "e228a1",
            "f028",
            "f09f28",
            "f09f9828");

    private static final List<String> VALID = List.of(
            "a", "B", "Zz9", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "ß", "İ", "Ⱥ", "ΣΑΣ", "日本", "😀", "𝔄",
            "e\u0301", "don't", "l’eau", "x-y", "\u00a0", "\u3000", "\u2028", "\u0085", "\ufeff", "½", "Ⅷ", "٣", ".",
            "\0", "\u001f", "\u007f");

    @Property(seed = "1")
    void handsOnEachLineOnceWhateverTheTextAndThePieces(
            @ForAll("texts") byte[] text,
            @ForAll @IntRange(min = 1, max = 40) int pieceBytes,
            @ForAll WordSplit split,
            @ForAll boolean lowerCase,
            @ForAll @IntRange(min = 1, max = 4) int maxSentenceWords)
            throws IOException {
        Path file = Files.createTempFile("lines", ".txt");
        try {
            Files.write(file, text);
            var settings =
                    new TextSettings(file.toString(), pieceBytes, "text", split, lowerCase, maxSentenceWords, 1, false);

            CollectedSentences read = CollectedSentences.of(settings);

            assertThat(read.sentences()).isEqualTo(PlainJavaText.sentences(text, settings));
            assertThat(read.statistics().bytes()).isEqualTo(text.length);
            assertThat(read.statistics().lines()).isEqualTo(PlainJavaText.lines(text));
            assertThat(read.statistics().malformed())
                    .isEqualTo(new String(text, StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == 0xFFFD)
                            .count());
        } finally {
            Files.delete(file);
        }
    }

    @Property(seed = "1")
    void doesNotDependOnHowBytesAreBuffered(
            @ForAll("texts") byte[] text,
            @ForAll List<@IntRange(min = 0, max = 5) Integer> parts,
            @ForAll WordSplit split) {
        var settings = new TextSettings("unused", 1, "text", split, true, 3, 1, false);
        CollectedSentences collected = new CollectedSentences();
        Tokenizer tokenizer = new Tokenizer(settings, collected);

        int at = 0;
        for (int part : parts) {
            int to = Math.min(text.length, at + part);
            tokenizer.accept(text.clone(), at, to);
            at = to;
        }
        tokenizer.accept(text.clone(), at, text.length);
        tokenizer.endText();

        assertThat(collected.sentences()).isEqualTo(PlainJavaText.sentences(text, settings));
        assertThat(tokenizer.statistics().lines()).isEqualTo(PlainJavaText.lines(text));
    }

    @Provide
    Arbitrary<byte[]> texts() {
        List<byte[]> fragments = new ArrayList<>();
        INVALID.forEach(hex -> fragments.add(HexFormat.of().parseHex(hex)));
        for (int twice = 0; twice < 2; twice++) {
            VALID.forEach(text -> fragments.add(text.getBytes(StandardCharsets.UTF_8)));
        }
        return Arbitraries.of(fragments).list().ofMinSize(1).ofMaxSize(40).map(TextReaderTest::joined);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void replacesInvalidBytesAtTheEdgesOfABufferAsJavaDoes(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("edges.txt");
        for (String hex : INVALID) {
            for (int before = 0; before < 5; before++) {
                byte[] text = new byte[TextSource.BUFFER + 10];
                Arrays.fill(text, (byte) 'x');
                for (int i = 500; i < text.length; i += 501) {
                    text[i] = '\n';
                }
                byte[] invalid = HexFormat.of().parseHex(hex);
                System.arraycopy(invalid, 0, text, TextSource.BUFFER - before, invalid.length);
                Files.write(file, text);
                TextSettings settings = CollectedSentences.settings(file, Long.MAX_VALUE);

                CollectedSentences read = CollectedSentences.of(settings);

                assertThat(read.sentences()).isEqualTo(PlainJavaText.sentences(text, settings));
            }
        }
    }

    @Test
    void cutsAWordOfAnyLengthIntoWordsOfAThousandBytes(@TempDir Path directory) throws IOException {
        byte[] text = ("short " + "x".repeat(999) + "ß".repeat(700) + "\ufffd".repeat(400) + " end\n" + "y".repeat(1000)
                        + "\n" + "z".repeat(1001))
                .getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("long.txt"), text);
        TextSettings settings = CollectedSentences.settings(file, 100);

        CollectedSentences read = CollectedSentences.of(settings);

        // 999 x and no room for the two bytes of ß; 500 ß; 200 ß and 200 U+FFFD of three bytes; 200 U+FFFD.
        assertThat(read.sentences().get(0))
                .containsExactly(
                        "short",
                        "x".repeat(999),
                        "ß".repeat(500),
                        "ß".repeat(200) + "\ufffd".repeat(200),
                        "\ufffd".repeat(200),
                        "end");
        assertThat(read.sentences().get(1)).containsExactly("y".repeat(1000));
        assertThat(read.sentences().get(2)).containsExactly("z".repeat(1000), "z");
        assertThat(read.statistics().malformed()).isZero();
    }

    @Test
    void refusesTextThatIsMostlyNotUtf8() {
        TextStatistics statistics = new TextStatistics(1000, 10, 200, 3, 10, 3);
        var strict = new TextSettings("latin1.txt", 1, "text", WordSplit.LETTERS, true, 1000, 0.01, false);
        var lenient = new TextSettings("latin1.txt", 1, "text", WordSplit.LETTERS, true, 1000, 0.015, false);

        statistics.check(lenient);

        assertThatThrownBy(() -> statistics.check(strict))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("latin1.txt")
                .hasMessageContaining("text.max-malformed-share is 0.01");
    }

    @Test
    void namesAFileThatWasCutShortAfterItWasListed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("shrinking.txt"), "one two\nthree four\n");
        TextSettings settings = CollectedSentences.settings(file, 1000);
        Configuration hadoop = new Configuration();
        InputPiece piece = InputPieces.of(settings, hadoop).pieces().get(0);
        Files.writeString(file, "one two\n");

        assertThatThrownBy(() -> TextReader.read(piece, settings, hadoop, new CollectedSentences()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("shrinking.txt ends at byte 8");

        Files.delete(file);
        assertThatThrownBy(() -> TextReader.read(piece, settings, hadoop, new CollectedSentences()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("shrinking.txt is gone");
    }

    @Test
    void namesTheKeyOfAWrongSetting() {
        assertThatThrownBy(() -> new TextSettings(" ", 1, "c", WordSplit.LETTERS, true, 1, 0, false))
                .hasMessageContaining("input.path");
        assertThatThrownBy(() -> new TextSettings("p", 0, "c", WordSplit.LETTERS, true, 1, 0, false))
                .hasMessageContaining("input.piece-bytes");
        assertThatThrownBy(() -> new TextSettings("p", 1, "", WordSplit.LETTERS, true, 1, 0, false))
                .hasMessageContaining("input.column");
        assertThatThrownBy(() -> WordSplit.of("Letters")).hasMessageContaining("text.split");
        assertThatThrownBy(() -> new TextSettings("p", 1, "c", WordSplit.LETTERS, true, 0, 0, false))
                .hasMessageContaining("text.max-sentence-words");
        assertThatThrownBy(() -> new TextSettings("p", 1, "c", WordSplit.LETTERS, true, 1, Double.NaN, false))
                .hasMessageContaining("text.max-malformed-share");
    }
}
