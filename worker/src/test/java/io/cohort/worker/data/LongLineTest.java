package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongLineTest {
    private static final int BYTES = 50 << 20;

    /** A heap that could not hold the line. */
    private static final String HEAP = "-Xmx40m";

    @ParameterizedTest
    @CsvSource({"words.txt,8,6553600", "words.gz,8,6553600", "word.txt,52428800,52429", "word.gz,52428800,52429"})
    void readsALineOfFiftyMegabytesInAHeapThatIsSmaller(
            String name, int spacing, long expectedWords, @TempDir Path directory) throws Exception {
        Path file = directory.resolve(name);
        writeLine(file, spacing);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongLineTest.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        // 52,428,800 bytes: a word every 8, or one word in parts of 1,000.
        assertThat(output.strip()).isEqualTo(expectedWords + " words in 1 lines");
    }

    private static void writeLine(Path file, int spacing) throws IOException {
        byte[] chunk = new byte[1 << 20];
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            for (int done = 0; done < BYTES; done += chunk.length) {
                for (int i = 0; i < chunk.length; i++) {
                    chunk[i] = (byte) ((done + i) % spacing == spacing - 1 ? ' ' : 'a' + (done + i) % 7);
                }
                out.write(chunk);
            }
        }
    }

    /** Counts a file in a process of its own. */
    public static void main(String[] arguments) throws IOException {
        TextSettings settings = CollectedSentences.settings(arguments[0], Long.MAX_VALUE);
        Configuration hadoop = new Configuration();
        InputPiece piece = InputPieces.of(settings, hadoop).pieces().get(0);
        try (CountedPiece counted = new CountedPiece(piece, settings, hadoop, 1000)) {
            counted.forEachRemaining(count -> {});
            System.out.println(counted.statistics().words() + " words in "
                    + counted.statistics().lines() + " lines");
        }
    }
}
