package io.cohort.driver.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What TensorBoard reads of a run: {@code tensorboard/} with one file of events for each start of a driver.
 */
public final class BoardFiles implements AutoCloseable {
    /** Folder in the run's directory. */
    public static final String FOLDER = "tensorboard";

    private final EventFile events;

    /**
     * Begins the events of this start.
     *
     * @param files file system of the run
     * @param run the run's directory
     * @param start names this start; no other one has it
     */
    public BoardFiles(FileSystem files, Path run, String start) {
        long seconds = System.currentTimeMillis() / 1000;
        Path folder = new Path(run, FOLDER);
        this.events = new EventFile(files, new Path(folder, "events.out.tfevents." + seconds + ".cohort." + start));
    }

    /** Adds a step, as metrics.jsonl has it. */
    public void add(JsonNode line) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        put(scalars, "training/loss", line.path("loss"));
        put(scalars, "training/accuracy", line.path("training_accuracy"));
        put(scalars, "training/learning_rate", line.path("learning_rate"));
        put(scalars, "speed/words_per_second", line.path("words_per_second"));
        put(scalars, "speed/examples_per_second", line.path("examples_per_second"));
        put(scalars, "step/skew", line.path("skew"));
        line.path("seconds")
                .fields()
                .forEachRemaining(stage -> put(scalars, "seconds/" + stage.getKey(), stage.getValue()));
        line.path("validation")
                .fields()
                .forEachRemaining(figure -> put(scalars, "validation/" + figure.getKey(), figure.getValue()));
        events.scalars(line.path("step").asLong(), scalars);
    }

    private static void put(Map<String, Double> scalars, String tag, JsonNode value) {
        if (value.isNumber()) {
            scalars.put(tag, value.asDouble());
        }
    }

    /**
     * Adds the pictures of the model.
     *
     * @param step of its state
     * @param pictures as pictures.json has them
     */
    public void add(long step, JsonNode pictures) {
        JsonNode network = pictures.path("network");
        images(step, "filters", network.path("filters").path("pngs"));
        for (JsonNode layer : network.path("answers").path("layers")) {
            images(step, "answers/" + layer.path("name").asText(), layer.path("pngs"));
        }
        for (JsonNode wrong : network.path("wrong")) {
            if (wrong.has("png")) {
                image(
                        step,
                        "wrong/" + wrong.path("label").asText() + " as "
                                + wrong.path("said").asText(),
                        wrong.path("png"));
            }
        }
    }

    private void images(long step, String tag, JsonNode pngs) {
        for (int i = 0; i < pngs.size(); i++) {
            image(step, tag + "/" + i, pngs.get(i));
        }
    }

    private void image(long step, String tag, JsonNode base64) {
        byte[] png = Base64.getDecoder().decode(base64.asText());
        PngSize size = PngSize.of(png);
        events.image(step, tag, png, size.height(), size.width());
    }

    @Override
    public void close() {
        events.close();
    }
}
