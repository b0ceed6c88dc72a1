package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DriverBytesIT {
    @TempDir
    Path folder;

    @Test
    void bytesThatTheDriverReceivesDoNotDependOnVocabularyOrDimension() throws IOException {
        int words = 20_000;

        long small = bytesOfSteps("small", 1_000, words, 8);
        long manyWords = bytesOfSteps("many-words", 10_000, words, 8);
        long wide = bytesOfSteps("wide", 1_000, words, 80);

        // Receipts name files, whose lengths and numbers have a few digits more or less.
        assertThat(manyWords).isCloseTo(small, withPercentage(3));
        assertThat(wide).isCloseTo(small, withPercentage(3));
        // 2 tables of 8 blocks, each with a receipt of a few hundred bytes, and the results of as many draws.
        assertThat(small).isBetween(1_000L, 100_000L);
    }

    /** Bytes of all steps but the first, whose share of what came before it depends on when Spark tells. */
    private long bytesOfSteps(String name, int vocabulary, int words, int dimension) throws IOException {
        Path text = ZipfText.write(folder.resolve(name + ".txt"), words - vocabulary, vocabulary, 3);
        Training.of(text, folder.resolve(name))
                .with("word-vectors.dimension", dimension)
                .run();
        List<String> lines = Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"));
        assertThat(lines).hasSize(8);
        long bytes = 0;
        for (String line : lines.subList(1, lines.size())) {
            bytes += new ObjectMapper().readTree(line).path("driver_bytes").asLong();
        }
        return bytes / (lines.size() - 1);
    }
}
