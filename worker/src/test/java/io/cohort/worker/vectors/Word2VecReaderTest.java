package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Word2VecReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsTextAsTheOriginalToolWritesIt() throws IOException {
        WordVectors vectors = read("2 3\nthe 0.5 -1e-3 2 \ncafé 1 2 3 \n".getBytes(StandardCharsets.UTF_8));

        assertThat(vectors.words().word(1)).isEqualTo("café");
        assertThat(vectors.words().id("café")).isEqualTo(1);
        assertThat(vectors.vector(0)).containsExactly(0.5f, -1e-3f, 2f);
        assertThat(vectors.count(0)).isEmpty();
    }

    @Test
    void readsTextWithTabsCarriageReturnsAndNoLastLineFeed() throws IOException {
        WordVectors vectors = read("2 2\r\na\t1\t2\r\nb 3 4".getBytes(StandardCharsets.UTF_8));

        assertThat(vectors.vector(1)).containsExactly(3f, 4f);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsBinaryWithAndWithoutLineFeeds(boolean lineFeeds) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("2 2\n".getBytes(StandardCharsets.UTF_8));
        // The first float's first byte is a line feed: 0x3f80000a.
        bytes.put("a ".getBytes(StandardCharsets.UTF_8)).putInt(0x3f80000a).putFloat(2);
        bytes.put((lineFeeds ? "\nb " : "b ").getBytes(StandardCharsets.UTF_8))
                .putFloat(3)
                .putFloat(-4);

        WordVectors vectors = read(Arrays.copyOf(bytes.array(), bytes.position()));

        assertThat(vectors.vector(0)).containsExactly(Float.intBitsToFloat(0x3f80000a), 2f);
        assertThat(vectors.vector(1)).containsExactly(3f, -4f);
    }

    @Test
    void keepsTheFirstOfTwoEqualWordsAndCountsTheOther() throws IOException {
        WordVectors vectors = read("3 1\na 1\na 2\nb 3\n".getBytes(StandardCharsets.UTF_8));

        assertThat(vectors.size()).isEqualTo(2);
        assertThat(vectors.duplicates()).isEqualTo(1);
        assertThat(vectors.vector(0)).containsExactly(1f);
        assertThat(vectors.vector(1)).containsExactly(3f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 2\\na 1 2\\nb 3 4\\n|word 3 of 3: the file ends before it, expected 3 words of 2 numbers",
                "2 2\\na 1 2\\nb 3|word 2 of 2: the file ends after 1 of its 2 numbers",
                "2 2\\na 1 2\\nb|word 2 of 2: the file ends inside it",
                "2 2\\na 1 2\\nb 3\\n|line 3 ends after 1 of its 2 numbers",
                "2 2\\na 1 2 3\\nb 3 4\\n|line 2 has more than the expected 2 numbers",
                "2 2\\na 1 2\\nb 3 x\\n|line 3 has 'x' where number 2 was expected",
                "2 2\\na 1 2\\nb 3 NaN\\n|word 2 of 2: number 2 of its vector is NaN",
                "2 2\\na 1 2\\nb 3 1e99\\n|word 2 of 2: number 2 of its vector is Infinity",
                "2 2\\na 1 2\\n\\nb 3 4\\n|line 3 has no word",
                "1 2\\na 1 2\\nb 3 4\\n|goes on after the 1 words",
                "a 1 2\\nb 3 4\\n|first line must hold the number of words and the dimension",
                "1000000000000 2\\na 1 2\\n|gives 1000000000000 words",
                "2000000000 2\\na 1 2\\n|word 2 of 2000000000: the file ends before it",
                "2 1000000000\\na 1 2\\n|gives dimension 1000000000",
                "0 2\\n|gives 0 words",
                "''|it is empty",
            })
    void namesTheRowThatBreaksTheText(String content, String message) {
        byte[] bytes = content.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(folder.resolve("vectors").toString())
                .hasMessageContaining(message);
    }

    @Test
    void namesTheWordWhereABinaryFileIsCut() throws IOException {
        byte[] whole = binary(Samples.random(10, 5));

        byte[] cut = Arrays.copyOf(whole, whole.length - 8);

        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("word 10 of 10: the file ends after 13 of the 20 bytes of its vector");
    }

    @Test
    void saysWhenAGzippedFileIsCut() throws IOException {
        byte[] whole = gzip(binary(Samples.random(100, 5)));

        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("damaged or cut .gz");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 2", "3, 100", "500, 100", "40, 3000"})
    void readsBackWhatItWritesInEitherFormatAndGzipped(int words, int dimension) throws IOException {
        WordVectors expected = Samples.random(words, dimension);

        Samples.requireSame(read(binary(expected)), expected);
        Samples.requireSame(read(text(expected)), expected);
        Samples.requireSame(read(gzip(text(expected))), expected);
    }

    @Test
    void textKeepsEveryBitOfExtremeNumbers() throws IOException {
        float[] extremes = {Float.MIN_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, -0f, 1f / 3, 16777216f, 1e-20f};
        WordVectors expected = WordVectors.of(java.util.List.of("x"), new float[][] {extremes}, null);

        WordVectors actual = read(text(expected));

        assertThat(actual.vector(0)).isEqualTo(extremes);
    }

    @Test
    void parsesNumbersAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(Seeds.of(1));
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            String[] texts = {
                Float.toString(value),
                String.valueOf(random.nextInt() / 1e5),
                String.valueOf(random.nextLong()),
                (random.nextBoolean() ? "-" : "") + "0." + random.nextInt(1 << 30) + random.nextInt(1 << 30)
            };
            String text = texts[i % texts.length];
            byte[] bytes = ("  " + text + " ").getBytes(StandardCharsets.US_ASCII);

            assertThat((Float) FloatText.parse(bytes, 2, bytes.length - 1))
                    .as(text)
                    .isEqualTo((Float) Float.parseFloat(text));
        }
        // Exactly halfway between two floats, and just above: the text decides.
        for (String text : new String[] {"16777217", "16777217.000000001", "0", "-0", "1", ".5", "5."}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(FloatText.parse(bytes, 0, bytes.length)).isEqualTo(Float.parseFloat(text));
        }
        for (String text : new String[] {"", "-", ".", "-.", "1.2.3", "--1", "1-"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> FloatText.parse(bytes, 0, bytes.length)).isInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void refusesOrReadsAnyDamagedFile() throws IOException {
        byte[][] originals = {
            binary(Samples.random(20, 6)), text(Samples.random(20, 6)), gzip(text(Samples.random(20, 6)))
        };
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] mutated = mutate(originals[i % 3], new SplittableRandom(Seeds.of(2, i)));
            try {
                WordVectors vectors = read(mutated);
                assertThat(vectors.size()).isBetween(1, mutated.length);
            } catch (BadInputException e) {
                refused++;
                assertThat(e).hasMessageContaining("vectors");
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static byte[] mutate(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            case 2 -> bytes[random.nextInt(6)] = (byte) ('0' + random.nextInt(10));
            default -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(bytes.length - from);
                System.arraycopy(original, from, bytes, random.nextInt(bytes.length - length), length);
            }
        }
        return bytes;
    }

    private WordVectors read(byte[] content) throws IOException {
        Path file = folder.resolve("vectors");
        Files.write(file, content);
        return Models.read(file.toString(), Samples.HADOOP);
    }

    private static byte[] binary(WordVectors vectors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Word2VecWriter.binary(vectors, out);
        return out.toByteArray();
    }

    private static byte[] text(WordVectors vectors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Word2VecWriter.text(vectors, out);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            new ByteArrayInputStream(content).transferTo(gzip);
        }
        return out.toByteArray();
    }
}
