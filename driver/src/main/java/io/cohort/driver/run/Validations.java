package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.StoppingConf;
import io.cohort.driver.step.StateManifest;
import io.cohort.worker.state.SealedJson;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What was measured at the ends of epochs. It is kept in the run's directory, so that a run that goes on decides as an
 * undisturbed one does when to stop and which state is the best.
 */
final class Validations {
    /** Name of the file in the run's directory. */
    static final String FILE = "validations.json";

    /**
     * A measurement.
     *
     * @param epoch epochs that were whole
     * @param step of the state
     * @param measured as run.json has it
     */
    record Entry(int epoch, long step, JsonNode measured) {}

    /** The file's contents. */
    record History(List<Entry> entries) {}

    private final FileSystem files;
    private final Path path;
    private final StoppingConf conf;
    private final List<Entry> entries;

    /** Reads what earlier starts of the run have measured. */
    Validations(FileSystem files, Path directory, StoppingConf conf) {
        this.files = files;
        this.path = new Path(directory, FILE);
        this.conf = conf;
        this.entries = new ArrayList<>(read());
    }

    /** A damaged file counts as none: what it held is measured again where states are left. */
    private List<Entry> read() {
        try {
            return SealedJson.parse(WholeFile.read(files, path), History.class)
                    .map(History::entries)
                    .orElse(List.of());
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Forgets what was measured after an epoch that the run goes back to. */
    void forgetAfter(int epoch) {
        entries.removeIf(entry -> entry.epoch() > epoch);
    }

    /** Whether the end of an epoch has been measured. */
    boolean has(int epoch) {
        return entries.stream().anyMatch(entry -> entry.epoch() == epoch);
    }

    /** What was measured of a state, if it was. */
    Optional<Entry> of(StateManifest state) {
        return entries.stream()
                .filter(entry -> entry.step() == state.step()
                        && entry.epoch() == state.position().epoch())
                .reduce((earlier, later) -> later);
    }

    /** Keeps what was measured at the end of an epoch. */
    void add(StateManifest state, ObjectNode measured) {
        Entry entry = new Entry(state.position().epoch(), state.step(), measured);
        value(entry);
        entries.add(entry);
        try {
            WholeFile.write(files, path, SealedJson.toBytes(new History(entries)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** The best measurement, the earliest of equal ones; nothing if nothing was measured. */
    Optional<Entry> best() {
        Entry best = null;
        for (Entry entry : entries) {
            if (best == null || value(entry) > value(best)) {
                best = entry;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether the metric has not become better for as long as the conf is patient. */
    boolean saysStop() {
        double best = Double.NEGATIVE_INFINITY;
        int since = 0;
        for (Entry entry : entries) {
            double value = value(entry);
            since = value > best + conf.minimumChange() ? 0 : since + 1;
            best = Math.max(best, value);
        }
        return conf.patience() > 0 && since >= conf.patience();
    }

    /** The metric, turned round where less is better. */
    private double value(Entry entry) {
        if (conf.metric() == StoppingConf.Metric.LOSS) {
            return -entry.measured().path("validation_loss").asDouble(Double.POSITIVE_INFINITY);
        }
        if (!entry.measured().has("accuracy")) {
            throw new ConfigurationException(
                    "validation.metric", "accuracy", "loss, for this network names no classes");
        }
        return entry.measured().path("accuracy").asDouble();
    }
}
