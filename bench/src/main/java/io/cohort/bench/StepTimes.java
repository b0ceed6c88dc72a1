package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the steps of a network's run took, by its metrics.jsonl, without those of its beginning, in which the JVM compiles.
 *
 * @param steps that count
 * @param imagesPerSecond from commit to commit
 * @param secondsPerStep from commit to commit
 * @param training share of a slot's time that replicas spent on reading examples and on arithmetic
 */
record StepTimes(int steps, double imagesPerSecond, double secondsPerStep, double training) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads them.
     *
     * @param run the run's directory
     * @param replicas of the run, each in a slot of its own
     * @param warm share of the steps that does not count, in (0, 1)
     */
    static StepTimes of(Path run, int replicas, double warm) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"), StandardCharsets.UTF_8)) {
            lines.add(JSON.readTree(line));
        }
        int first = (int) Math.ceil(warm * lines.size());
        if (first < 1 || lines.size() - first < 3) {
            throw new IllegalStateException("only " + lines.size() + " steps in " + run + "; train more");
        }
        JsonNode begin = lines.get(first - 1);
        JsonNode end = lines.get(lines.size() - 1);
        double seconds = Duration.between(time(begin), time(end)).toNanos() * 1e-9;
        double training = 0;
        for (JsonNode line : lines.subList(first, lines.size())) {
            training += line.path("seconds").path("train").asDouble() / replicas;
        }
        long images = end.path("examples").asLong() - begin.path("examples").asLong();
        int steps = lines.size() - first;
        return new StepTimes(steps, images / seconds, seconds / steps, training / seconds);
    }

    private static Instant time(JsonNode line) {
        return Instant.parse(line.path("time").asText());
    }

    /** Share of a step's time that is not training: exchange, commit, waiting for the slower replica. */
    double exchange() {
        return 1 - training;
    }
}
