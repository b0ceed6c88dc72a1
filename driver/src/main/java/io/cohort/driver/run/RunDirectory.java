package io.cohort.driver.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.WholeFile;
import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where everything of a run lies. Refuses to touch a directory that holds something else. */
final class RunDirectory {
    static final String RUN_JSON = "run.json";
    static final String SUCCESS = "_SUCCESS";

    private static final String PROBE = ".probe";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path path;

    private RunDirectory(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    /**
     * Finds a run's directory; changes nothing.
     *
     * @param name key run.directory
     * @param hadoop Hadoop's configuration
     * @throws ConfigurationException if it holds files but no run, or is no directory
     */
    static RunDirectory of(String name, Configuration hadoop) {
        Path path = new Path(name);
        FileSystem files = FileSystems.of(path, hadoop);
        RunDirectory directory = new RunDirectory(files, files.makeQualified(path));
        directory.refuseForeign();
        return directory;
    }

    private void refuseForeign() {
        try {
            if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
                throw new ConfigurationException("run.directory " + path
                        + " is a file; name a directory that does not exist yet, is empty or holds a run");
            }
            // A driver killed right after its start has left a claim and nothing else.
            FileStatus[] entries = files.exists(path)
                    ? files.listStatus(path, entry -> !RunClaim.FILE.equals(entry.getName()))
                    : new FileStatus[0];
            Optional<String> foreign = Arrays.stream(entries)
                    .map(entry -> entry.getPath().getName())
                    .filter(name -> !isOfABeginning(name))
                    .findFirst();
            if (foreign.isPresent() && !files.exists(new Path(path, RUN_JSON))) {
                throw new ConfigurationException("run.directory " + path + " holds other files (" + foreign.get()
                        + " …) and no run; it is left untouched. Name a directory that does not exist yet, is empty or"
                        + " holds a run");
            }
        } catch (IOException e) {
            throw new ConfigurationException("run.directory " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a driver writes before run.json, or leaves if it is killed before that. */
    private static boolean isOfABeginning(String name) {
        return Stream.of(RunClaim.FILE, "." + RunClaim.FILE, PROBE, "." + PROBE, "." + RUN_JSON)
                .anyMatch(name::startsWith);
    }

    /**
     * Makes the directory.
     *
     * @throws ConfigurationException if it cannot be written to
     */
    void create() {
        try {
            files.mkdirs(path);
            Path probe = new Path(path, PROBE);
            WholeFile.write(files, probe, new byte[0]);
            files.delete(probe, false);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "run.directory " + path + " is not writable: " + e.getMessage()
                            + "; give this user the right to write there or choose another",
                    e);
        }
    }

    /** Whether the run has committed a state, be it damaged since. */
    boolean holdsState() {
        try {
            return files.listStatus(new Path(path, "state"), StateStore::isManifest).length > 0;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + new Path(path, "state") + ": " + e.getMessage(), e);
        }
    }

    /** Removes what a run that never came to a state has left: its encoded corpus, what it found of its examples. */
    void forget() {
        try {
            files.delete(new Path(path, "corpus"), true);
            for (ExampleChecking.Part part : ExampleChecking.Part.values()) {
                files.delete(new Path(path, part.found()), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove files from " + path + ": " + e.getMessage(), e);
        }
    }

    FileSystem files() {
        return files;
    }

    Path path() {
        return path;
    }

    /**
     * The run's record, if there is one.
     *
     * @throws BadInputException if a newer version has written it
     */
    Optional<JsonNode> record() {
        Path file = new Path(path, RUN_JSON);
        try {
            JsonNode record = JSON.readTree(WholeFile.read(files, file));
            int format = record.path("format").asInt(1);
            if (format > RunRecord.FORMAT) {
                throw new BadInputException(file + " was written by a newer version of Cohort: its format is " + format
                        + ", and this version reads up to " + RunRecord.FORMAT
                        + "; go on with the version that wrote it, or choose another run.directory");
            }
            return Optional.of(record);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (JacksonException | CharConversionException e) {
            throw new BadInputException(
                    new Path(path, RUN_JSON) + " is damaged: " + e.getMessage()
                            + "; restore it from a backup, or remove the run's directory and train again",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the run's record. */
    void record(ObjectNode record) {
        try {
            WholeFile.write(
                    files,
                    new Path(path, RUN_JSON),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(record));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + new Path(path, RUN_JSON) + ": " + e.getMessage(), e);
        }
    }

    /** Whether the run is done. */
    boolean isFinished() {
        try {
            return files.exists(new Path(path, SUCCESS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + new Path(path, SUCCESS) + ": " + e.getMessage(), e);
        }
    }

    /** Takes back that the run is done: it goes on, for more epochs were asked for. */
    void markUnfinished() {
        try {
            files.delete(new Path(path, SUCCESS), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + new Path(path, SUCCESS) + ": " + e.getMessage(), e);
        }
    }

    /** Says that the run is done; the last thing to be written. */
    void markFinished() {
        try {
            WholeFile.removeUnfinished(files, path);
            WholeFile.write(files, new Path(path, SUCCESS), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + new Path(path, SUCCESS) + ": " + e.getMessage(), e);
        }
    }
}
