package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Spark writes to local disks while Cohort trains, with and without encryption. */
@Timeout(120)
class EncryptionIT {
    private static final String WORD = "xylophonist";

    @TempDir
    Path folder;

    /** Counts the files below the local directories that hold the word, whenever a stage has ended. */
    private static final class Reader extends SparkListener {
        private final Path local;
        private final AtomicInteger files = new AtomicInteger();
        private final AtomicInteger withWord = new AtomicInteger();

        Reader(Path local) {
            this.local = local;
        }

        @Override
        public void onStageCompleted(SparkListenerStageCompleted stage) {
            try (Stream<Path> all = Files.walk(local)) {
                all.filter(file -> file.toString().endsWith(".data")).forEach(this::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read(Path file) {
            try {
                files.incrementAndGet();
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(WORD)) {
                    withWord.incrementAndGet();
                }
            } catch (IOException e) {
                // Spark removes what it no longer needs.
                files.decrementAndGet();
            }
        }
    }

    private Reader train(String name, boolean encrypted) throws IOException {
        Path text = folder.resolve("text.txt");
        Files.writeString(text, ("the " + WORD + " plays on and on\n").repeat(500));
        Path local = Files.createDirectory(folder.resolve("local-" + name));
        Reader reader = new Reader(local);
        Training.of(text, folder.resolve(name))
                .with("spark.local.dir", local)
                .with("spark.io.encryption.enabled", encrypted)
                .run(reader);
        return reader;
    }

    @Test
    void shuffleFilesShowTheTextOnlyWithoutEncryption() throws IOException {
        Reader plain = train("plain", false);
        Reader encrypted = train("encrypted", true);

        assertThat(plain.withWord).hasPositiveValue();
        assertThat(encrypted.files).hasPositiveValue();
        assertThat(encrypted.withWord).hasValue(0);
        assertThat(new RunFolder(folder.resolve("encrypted")).record().path("model_sha256"))
                .isEqualTo(new RunFolder(folder.resolve("plain")).record().path("model_sha256"));
    }
}
