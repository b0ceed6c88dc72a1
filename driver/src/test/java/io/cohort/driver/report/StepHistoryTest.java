package io.cohort.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepHistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode line(long step) {
        return JSON.createObjectNode()
                .put("step", step)
                .put("examples", step * 10)
                .put("loss", 1.0 / step);
    }

    private static int[] places(StepHistory history) {
        return StreamSupport.stream(history.columns().get("x").spliterator(), false)
                .mapToInt(value -> value.asInt())
                .toArray();
    }

    @Test
    void forgetsWhatCameAfterTheStepThatTheRunWentBackTo() {
        StepHistory history = new StepHistory();
        IntStream.rangeClosed(1, 6).forEach(step -> history.add(line(step)));

        history.add(line(4).put("loss", 9.0));

        assertThat(places(history)).containsExactly(10, 20, 30, 40);
        assertThat(history.columns().get("loss").get(3).asDouble()).isEqualTo(9.0);
    }

    @Test
    void staysSmallAndKeepsEveryValidation() {
        StepHistory history = new StepHistory();
        for (int step = 1; step <= 50_000; step++) {
            ObjectNode line = line(step);
            if (step % 10_000 == 0) {
                line.putObject("validation").put("accuracy", step / 1e5);
            }
            history.add(line);
        }

        assertThat(places(history)).hasSizeBetween(1000, 2100).startsWith(10).isSorted();
        assertThat(StreamSupport.stream(history.columns().get("accuracy").spliterator(), false)
                        .filter(value -> value.isNumber())
                        .map(value -> value.asDouble()))
                .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5);
    }

    @Test
    void passesOverHalfALine(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("metrics.jsonl"), line(1) + "\n" + line(2) + "\n{\"step\": 3, \"lo");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());

        StepHistory history = StepHistory.read(FileSystems.of(path, new Configuration()), path);

        assertThat(places(history)).containsExactly(10, 20);
    }

    @Test
    void countsWordsWhereThereAreWords() {
        StepHistory history = new StepHistory();
        history.add(line(1).put("words", 777));

        assertThat(history.unit()).isEqualTo("words");
        assertThat(places(history)).containsExactly(777);
    }
}
