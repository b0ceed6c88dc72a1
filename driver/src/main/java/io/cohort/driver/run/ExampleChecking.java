package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.ExampleJobs;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.state.SealedJson;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sets aside the examples that cannot be read, within the bounds of {@code bad-records}, and names them in a file. */
final class ExampleChecking {
    private final BadRecords bounds;
    private final Cluster cluster;
    private final RunFiles files;
    private final RunRecord record;
    private final Progress progress;

    ExampleChecking(BadRecordsConf bounds, Cluster cluster, RunFiles files, RunRecord record, Progress progress) {
        this.bounds = new BadRecords(bounds, files.files());
        this.cluster = cluster;
        this.files = files;
        this.record = record;
        this.progress = progress;
    }

    /** Which examples of a run. Each has a file in the run's directory that names its broken ones, a line for each. */
    enum Part {
        INPUT("bad-records.txt"),
        VALIDATION("bad-validation-records.txt");

        private final String file;

        Part(String file) {
            this.file = file;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What was found is kept here, so that a run that goes on need not read everything again. */
        String found() {
            return "checked-" + key() + ".json";
        }
    }

    /**
     * What a check has found.
     *
     * @param fingerprint of the examples that were checked
     * @param broken those that cannot be read
     */
    record Found(String fingerprint, List<BrokenExample> broken) {}

    /**
     * Reads what listing has not read, and makes sure that not too many are broken.
     *
     * @param design lists those that were found broken at listing
     * @param part which examples they are
     * @return the network over the sound examples
     * @throws io.cohort.worker.BadInputException if there are more than the bounds allow; names the first of them
     */
    NetworkDesign sound(NetworkDesign design, Part part) {
        List<BrokenExample> found = broken(design, part);
        NetworkDesign sound = found.isEmpty()
                ? design
                : design.without(found.stream().mapToInt(BrokenExample::example).toArray());
        List<String> lines = new ArrayList<>(design.broken());
        found.forEach(example -> lines.add(BadRecords.line(example)));
        require(lines, sound.catalog().size(), part);
        if (design.unread().isPresent()) {
            Found whole = new Found(design.catalog().fingerprint(), found);
            bounds.write(files.path(part.found()), SealedJson.toBytes(whole));
        }
        return sound;
    }

    private List<BrokenExample> broken(NetworkDesign design, Part part) {
        if (design.unread().isEmpty()) {
            return List.of();
        }
        Optional<Found> before = foundBefore(part);
        if (before.isPresent()
                && before.get().fingerprint().equals(design.catalog().fingerprint())) {
            return before.get().broken();
        }
        long start = System.nanoTime();
        List<BrokenExample> found =
                ExampleJobs.broken(cluster, files, design.unread().get());
        record.addSeconds("check", (System.nanoTime() - start) * 1e-9);
        return found;
    }

    private Optional<Found> foundBefore(Part part) {
        try {
            return SealedJson.parse(WholeFile.read(files.files(), files.path(part.found())), Found.class);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + files.path(part.found()) + ": " + e.getMessage(), e);
        }
    }

    private void require(List<String> broken, int sound, Part part) {
        record.node().withObject("/" + part.key()).put("bad_records", broken.size());
        bounds.examples(broken, sound, part.key() + ".path", files.path(part.file))
                .ifPresent(progress::say);
    }
}
