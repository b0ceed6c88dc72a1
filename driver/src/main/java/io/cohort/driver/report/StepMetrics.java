package io.cohort.driver.report;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * The figures of the newest step as a source of Spark's metrics, so that whatever sink Spark is given (Prometheus, Graphite, CSV)
 * shows them beside its own: {@code cohort.loss} and the like.
 */
public final class StepMetrics implements Source {
    private static final String NAME = "cohort";
    private static final List<String> FIGURES = Stream.concat(
                    Stream.of("step", "epoch", "examples", "words"), StepHistory.PLAIN.stream())
            .toList();

    private final MetricRegistry registry = new MetricRegistry();
    private final Map<String, Double> newest = new ConcurrentHashMap<>();

    private StepMetrics() {
        FIGURES.forEach(this::show);
        StepHistory.VALIDATION.forEach(this::show);
    }

    private void show(String figure) {
        Gauge<Double> gauge = () -> newest.getOrDefault(figure, 0.0);
        registry.register(figure, gauge);
    }

    /** A source that Spark's sinks show from now on, in place of that of an earlier run in this context. */
    public static StepMetrics register() {
        StepMetrics source = new StepMetrics();
        MetricsSystem system = SparkEnv.get().metricsSystem();
        system.getSourcesByName(NAME).foreach(earlier -> {
            system.removeSource(earlier);
            return null;
        });
        system.registerSource(source);
        return source;
    }

    /** The figures of a step, as metrics.jsonl has them. */
    public void set(JsonNode line) {
        FIGURES.forEach(figure -> set(figure, line.path(figure)));
        StepHistory.VALIDATION.forEach(
                figure -> set(figure, line.path("validation").path(figure)));
    }

    private void set(String figure, JsonNode value) {
        if (value.isNumber()) {
            newest.put(figure, value.asDouble());
        }
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }
}
