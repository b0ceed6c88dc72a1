package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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

    /**
     * Bytes a step, counted by the jobs that they belong to: metrics.jsonl gives the draws of the next pass to whichever
     * step they happen to end in.
     */
    private long bytesOfSteps(String name, int vocabulary, int words, int dimension) throws IOException {
        Path text = ZipfText.write(folder.resolve(name + ".txt"), words - vocabulary, vocabulary, 3);
        StepBytes bytes = new StepBytes();
        JsonNode run = Training.of(text, folder.resolve(name))
                .with("word-vectors.dimension", dimension)
                .run(bytes);
        assertThat(run.path("steps").asInt()).isEqualTo(8);
        // The run's own figure may lack the results that Spark had not told of when the last step ended.
        assertThat(run.path("driver_bytes_per_step").asLong()).isCloseTo(bytes.total() / 8, withPercentage(25));
        return bytes.total() / 8;
    }
}
