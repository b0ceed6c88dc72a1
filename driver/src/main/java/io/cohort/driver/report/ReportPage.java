package io.cohort.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** report.html: one file that needs no network, with the figures of one run or of several side by side. */
public final class ReportPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportPage() {}

    /**
     * A run as the page shows it.
     *
     * @param record what run.json says
     * @param steps of the run
     * @param pictures what pictures.json says, if there is one
     */
    public record Run(JsonNode record, StepHistory steps, Optional<JsonNode> pictures) {}

    /**
     * The page.
     *
     * @param runs at least one
     * @param live whether the run is still at work
     */
    public static byte[] of(List<Run> runs, boolean live) {
        ObjectNode data = JSON.createObjectNode();
        data.put("generated", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        data.put("live", live);
        data.put("unit", runs.get(0).steps().unit());
        ArrayNode all = data.putArray("runs");
        for (Run run : runs) {
            ObjectNode node = all.addObject();
            node.set("record", run.record());
            node.set("steps", run.steps().columns());
            run.pictures().ifPresent(pictures -> node.set("pictures", pictures));
        }
        return text("page.html")
                .replace("${uplot.css}", text("uPlot.min.css"))
                .replace("${report.css}", text("report.css"))
                .replace("${uplot.js}", text("uPlot.iife.min.js"))
                .replace("${report.js}", text("report.js"))
                .replace("${data}", inScript(data))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** No text in it can end the script that it stands in. */
    private static String inScript(JsonNode data) {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures that were read as JSON cannot be written", e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = ReportPage.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " out of the jar", e);
        }
    }
}
