package io.cohort.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.report.Progress;
import io.cohort.driver.run.TrainingRun;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;

/**
 * A small training of a test: skip-gram, some steps of a few milliseconds each.
 *
 * @param keys of the configuration
 */
record Training(Map<String, String> keys) {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /**
     * One epoch of four passes, eight blocks a table.
     *
     * @param input path or URI of the text
     * @param directory path or URI of the run
     */
    static Training of(Object input, Object directory) {
        return new Training(Map.of())
                .with("input.path", input)
                .with("run.directory", directory)
                .with("training.epochs", 1)
                .with("word-vectors.dimension", 16)
                .with("word-vectors.blocks", 8)
                .with("word-vectors.passes", 4)
                .with("word-vectors.range-words", 1000)
                .with("word-vectors.min-count", 1)
                .with("word-vectors.subsample", 0)
                .with("spark.master", "local[2]")
                .with("spark.driver.host", "127.0.0.1")
                .with("spark.driver.bindAddress", "127.0.0.1");
    }

    /**
     * A network on two slots, without validation; everything else is left to the defaults.
     *
     * @param architecture its name
     * @param input path or URI
     * @param directory path or URI of the run
     */
    static Training ofNetwork(String architecture, Object input, Object directory) {
        return new Training(Map.of())
                .with("network.architecture", architecture)
                .with("input.path", input)
                .with("validation.path", "none")
                .with("run.directory", directory)
                .with("spark.master", "local[2]")
                .with("spark.driver.host", "127.0.0.1")
                .with("spark.driver.bindAddress", "127.0.0.1");
    }

    Training with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(keys);
        more.put(key, value.toString());
        return new Training(more);
    }

    /** The same on two executors in JVMs of their own, with one core each. */
    Training onTwoExecutors(int memoryMiB) {
        return with("spark.master", "local-cluster[2,1," + memoryMiB + "]")
                .with("spark.executor.memory", memoryMiB + "m")
                .with("spark.executor.cores", 1);
    }

    /** {@code key=value} of each key, as {@code -D} takes it. */
    List<String> assignments() {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .toList();
    }

    /** Trains in this process. */
    JsonNode run(SparkListener... listeners) {
        CohortConf conf = CohortConf.of(ConfLoader.load(assignments(), Map.of()), NOW);
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Progress progress = new Progress(silent, false, 1);
                JavaSparkContext spark = SparkContexts.open("a test", conf.spark())) {
            for (SparkListener listener : listeners) {
                spark.sc().addSparkListener(listener);
            }
            return new TrainingRun(conf, spark, progress).run(true);
        }
    }

    String modelSha256() {
        return run().path("model_sha256").asText();
    }
}
