package io.cohort.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The steps of a run as its report shows them, from the lines of metrics.jsonl. Of a long run every second, every fourth line and
 * so on is kept, and every one that tells of a validation.
 */
public final class StepHistory {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** More points than a screen has columns. */
    private static final int MOST = 2000;

    /** Figures that each line has. */
    static final List<String> PLAIN = List.of(
            "loss",
            "training_accuracy",
            "learning_rate",
            "words_per_second",
            "examples_per_second",
            "skew",
            "bytes_moved",
            "driver_bytes");

    private static final List<String> STAGES = List.of("draw", "read", "train", "write", "combine", "job");
    /** Figures that a line has at the end of an epoch. */
    static final List<String> VALIDATION =
            List.of("accuracy", "validation_loss", "top5", "root_accuracy", "binary_root_accuracy", "elbo");

    private final List<JsonNode> lines = new ArrayList<>();
    private int every = 1;
    private long seen;

    /**
     * Reads what was written before.
     *
     * @param files file system of the run
     * @param path metrics.jsonl; need not exist
     * @throws IOException if the file system fails; half a line, as a killed driver leaves it, is passed over
     */
    public static StepHistory read(FileSystem files, Path path) throws IOException {
        StepHistory history = new StepHistory();
        byte[] bytes;
        try (var in = files.open(path)) {
            bytes = in.readAllBytes();
        } catch (FileNotFoundException e) {
            return history;
        }
        for (String line : new String(bytes, java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
            try {
                if (JSON.readTree(line) instanceof ObjectNode step && step.has("step")) {
                    history.add(step);
                }
            } catch (JsonProcessingException e) {
                continue;
            }
        }
        return history;
    }

    /** Adds a step; those after it, if the run went back, are forgotten. */
    public void add(JsonNode line) {
        long step = line.path("step").asLong();
        while (!lines.isEmpty() && lines.get(lines.size() - 1).path("step").asLong() >= step) {
            lines.remove(lines.size() - 1);
        }
        if (seen++ % every == 0 || line.has("validation")) {
            lines.add(line);
        }
        if (lines.size() > MOST) {
            thin();
        }
    }

    private void thin() {
        every *= 2;
        List<JsonNode> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i % 2 == 0 || lines.get(i).has("validation")) {
                kept.add(lines.get(i));
            }
        }
        lines.clear();
        lines.addAll(kept);
    }

    /** What the horizontal axis counts: words where there are words, else examples. */
    public String unit() {
        return lines.stream().anyMatch(line -> line.has("words")) ? "words" : "examples";
    }

    /** Column by column, null where a step says nothing; {@code x} is what was trained up to its end. */
    public ObjectNode columns() {
        Map<String, List<JsonNode>> columns = new LinkedHashMap<>();
        String unit = unit();
        for (JsonNode line : lines) {
            put(columns, "x", line.path(unit));
            PLAIN.forEach(name -> put(columns, name, line.path(name)));
            STAGES.forEach(stage ->
                    put(columns, "seconds_" + stage, line.path("seconds").path(stage)));
            VALIDATION.forEach(
                    name -> put(columns, name, line.path("validation").path(name)));
        }
        ObjectNode node = JSON.createObjectNode();
        columns.forEach((name, values) -> {
            if (name.equals("x") || values.stream().anyMatch(JsonNode::isNumber)) {
                ArrayNode array = node.putArray(name);
                values.forEach(value -> array.add(value.isNumber() ? value : null));
            }
        });
        node.set("x", spread(node.withArray("/x")));
        return node;
    }

    /** Steps that end with the same count, as those within a pass of word vectors, are spread evenly up to the next one. */
    private static ArrayNode spread(ArrayNode counts) {
        ArrayNode spread = JSON.createArrayNode();
        for (int from = 0, to; from < counts.size(); from = to) {
            double value = counts.get(from).asDouble();
            to = from + 1;
            while (to < counts.size() && counts.get(to).asDouble() == value) {
                to++;
            }
            double next = to < counts.size() ? counts.get(to).asDouble() : value;
            for (int i = from; i < to; i++) {
                spread.add(value + (next - value) * (i - from) / (to - from));
            }
        }
        return spread;
    }

    private static void put(Map<String, List<JsonNode>> columns, String name, JsonNode value) {
        columns.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
    }
}
