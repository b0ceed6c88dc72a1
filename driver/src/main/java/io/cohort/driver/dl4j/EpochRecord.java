package io.cohort.driver.dl4j;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.state.SealedJson;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What an epoch in a directory began from, so that the same call goes on with it and no other does.
 *
 * @param network hash of the configuration
 * @param parameters hash of parameters and updater state
 * @param examples hash of the examples
 * @param settings of the master
 */
record EpochRecord(String network, String parameters, String examples, String settings) {
    private static Path file(Path directory, int epoch) {
        return new Path(directory, String.format(Locale.ROOT, "epoch-%06d.json", epoch));
    }

    /** What was noted of an epoch, if it was ever begun. */
    static Optional<EpochRecord> read(FileSystem files, Path directory, int epoch) {
        try {
            return SealedJson.parse(WholeFile.read(files, file(directory, epoch)), EpochRecord.class);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(directory, epoch) + ": " + e.getMessage(), e);
        }
    }

    void write(FileSystem files, Path directory, int epoch) {
        try {
            WholeFile.write(files, file(directory, epoch), SealedJson.toBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(directory, epoch) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that the epoch in the directory is the one that is asked for.
     *
     * @param asked what is asked for
     * @throws ConfigurationException if not; names what differs
     */
    void requireSame(EpochRecord asked, Path directory, int epoch) {
        Map<String, Boolean> differences = new LinkedHashMap<>();
        differences.put("another configuration of the network", !network.equals(asked.network));
        differences.put("other parameters", !parameters.equals(asked.parameters));
        differences.put("other examples", !examples.equals(asked.examples));
        differences.put("other settings of the master", !settings.equals(asked.settings));
        differences.values().removeIf(differs -> !differs);
        if (!differences.isEmpty()) {
            throw new ConfigurationException(
                    directory + " holds an epoch " + epoch + " (counted from 0) that began with "
                            + String.join(" and ", differences.keySet())
                            + "; give this training another directory(...), or remove that one to begin anew");
        }
    }
}
