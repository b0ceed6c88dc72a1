package io.cohort.driver.dl4j;

import io.cohort.driver.step.StepOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.stats.BaseEventStats;
import org.deeplearning4j.spark.stats.EventStats;

/**
 * Where the time of a training went, step by step. Tasks' times are added up over the workers; {@code job} is what the program
 * waited for.
 */
final class StepStats implements SparkTrainingStats {
    private static final long serialVersionUID = 1L;
    private static final String HEADER = "machineId,jvmId,threadId,startTimeMs,durationMs";

    /** Events by name: export, read, train, write, combine, job. */
    private final Map<String, List<EventStats>> events = new LinkedHashMap<>();

    /** @param seconds that writing the examples took */
    void exported(double seconds) {
        add("export", seconds);
    }

    void stepped(StepOutcome.Seconds seconds) {
        add("read", seconds.read());
        add("train", seconds.train());
        add("write", seconds.write());
        add("combine", seconds.combine());
        add("job", seconds.job());
    }

    private void add(String name, double seconds) {
        long millis = Math.round(seconds * 1e3);
        events.computeIfAbsent(name, unseen -> new ArrayList<>())
                .add(new BaseEventStats(System.currentTimeMillis() - millis, millis));
    }

    @Override
    public Set<String> getKeySet() {
        return events.keySet();
    }

    @Override
    public List<EventStats> getValue(String key) {
        return List.copyOf(known(key));
    }

    private List<EventStats> known(String key) {
        List<EventStats> found = events.get(key);
        if (found == null) {
            throw new IllegalArgumentException("unknown key " + key + "; known are " + events.keySet());
        }
        return found;
    }

    @Override
    public String getShortNameForKey(String key) {
        known(key);
        return key;
    }

    @Override
    public boolean defaultIncludeInPlots(String key) {
        return !key.equals("job");
    }

    @Override
    public void addOtherTrainingStats(SparkTrainingStats other) {
        for (String key : other.getKeySet()) {
            events.computeIfAbsent(key, unseen -> new ArrayList<>()).addAll(other.getValue(key));
        }
    }

    /** None: all is in this one. */
    @Override
    public SparkTrainingStats getNestedTrainingStats() {
        return null;
    }

    @Override
    public String statsAsString() {
        StringBuilder text = new StringBuilder();
        events.forEach((key, list) -> {
            double seconds = list.stream().mapToLong(EventStats::getDurationMs).sum() / 1e3;
            text.append(String.format(Locale.ROOT, "%-8s %6d times %10.3f s%n", key, list.size(), seconds));
        });
        return text.toString();
    }

    @Override
    public void exportStatFiles(String directory, SparkContext spark) throws IOException {
        for (Map.Entry<String, List<EventStats>> entry : events.entrySet()) {
            StringBuilder lines = new StringBuilder(HEADER).append('\n');
            entry.getValue().forEach(event -> lines.append(event.asString(",")).append('\n'));
            Path file = new Path(directory, entry.getKey() + ".txt");
            try (OutputStream out =
                    file.getFileSystem(spark.hadoopConfiguration()).create(file, true)) {
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
