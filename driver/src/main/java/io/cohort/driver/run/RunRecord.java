package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.step.Counters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What run.json says, and {@code train --json} prints: filled in while the run goes on. */
final class RunRecord {
    /** Version of run.json that this code writes, and the highest that it goes on with; runs without one are of version 1. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a start that finds all steps done would not measure again. */
    private static final List<String> MEASURED =
            List.of("words_per_second", "examples_per_second", "driver_bytes_per_step", "progress", "metrics");

    private final RunDirectory directory;
    private final ObjectNode node = JSON.createObjectNode();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Object lock = new Object();
    private long written;
    private ObjectNode last;

    RunRecord(RunDirectory directory, CohortConf conf, String incarnation, String host) {
        this.directory = directory;
        node.put("format", FORMAT);
        node.put("status", "running");
        node.put("directory", directory.path().toString());
        node.put("epochs", conf.training().epochs());
        node.put("seed", conf.training().seed());
        node.put("incarnation", incarnation);
        node.put("host", host);
        node.put("pid", ProcessHandle.current().pid());
        node.put("started", Instant.now().toString());
        ObjectNode keys = node.putObject("conf");
        conf.resolved().forEach(keys::put);
        ObjectNode versions = node.putObject("versions");
        versions.put("java", Runtime.version().toString());
        Optional.ofNullable(RunRecord.class.getPackage().getImplementationVersion())
                .ifPresent(version -> versions.put("cohort", version));
    }

    /** Keeps what an earlier start of the run recorded and this one will not. */
    void continueFrom(JsonNode before) {
        before.path("seconds")
                .fields()
                .forEachRemaining(
                        field -> seconds.put(field.getKey(), field.getValue().asDouble()));
        MEASURED.stream().filter(before::has).forEach(field -> node.set(field, before.get(field)));
        node.put("starts", before.path("starts").asInt(1) + 1);
    }

    /** What run.json says of the model's quality. */
    ObjectNode metrics() {
        return node.withObject("/metrics");
    }

    ObjectNode node() {
        return node;
    }

    /** Adds to the seconds of a phase, over all starts of the run. */
    void addSeconds(String phase, double more) {
        seconds.merge(phase, more, Double::sum);
    }

    double seconds(String phase) {
        return seconds.getOrDefault(phase, 0.0);
    }

    void counters(Counters counters, long steps) {
        node.put("steps", steps);
        if (counters.words() > 0) {
            node.put("words", counters.words());
        }
        node.put("examples", counters.examples());
        node.put("instances", counters.instances());
    }

    /** Says what the run is at from now on. */
    void phase(String phase) {
        node.put("phase", phase);
        progressed();
    }

    /** The run got ahead. */
    void progressed() {
        node.put("progressed", Instant.now().toString());
    }

    /** Writes run.json, at most every few seconds unless forced. */
    void write(boolean force) {
        long now = System.nanoTime();
        if (force || written == 0 || now - written > 10_000_000_000L) {
            ObjectNode spent = node.putObject("seconds");
            seconds.forEach((phase, value) -> spent.put(phase, Math.round(value * 1000) / 1000.0));
            synchronized (lock) {
                last = node.deepCopy();
                writeLast();
            }
            node.set("updated", last.get("updated"));
            written = now;
        }
    }

    /** Writes what was written last with a new time, for those who look whether the run is alive; from any thread. */
    void beat() {
        synchronized (lock) {
            if (last != null) {
                writeLast();
            }
        }
    }

    private void writeLast() {
        last.put("updated", Instant.now().toString());
        directory.record(last);
    }
}
