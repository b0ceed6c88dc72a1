package io.cohort.driver.run;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.report.Progress;
import io.cohort.worker.BadInputException;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sets aside the examples that cannot be read, within the bounds of {@code bad-records}, and names them in a file. */
final class ExampleChecking {
    /** Name of the file in the run's directory: a line for each example. */
    static final String FILE = "bad-records.txt";

    private final BadRecordsConf bounds;
    private final RunFiles files;
    private final RunRecord record;
    private final Progress progress;

    ExampleChecking(BadRecordsConf bounds, RunFiles files, RunRecord record, Progress progress) {
        this.bounds = bounds;
        this.files = files;
        this.record = record;
        this.progress = progress;
    }

    /**
     * Makes sure that not too many are broken.
     *
     * @param design lists those that were found broken
     * @throws BadInputException if there are more than the bounds allow; names the first of them
     */
    void require(NetworkDesign design) {
        List<String> broken = design.broken();
        record.node().withObject("/input").put("bad_records", broken.size());
        if (broken.isEmpty()) {
            return;
        }
        write(broken);
        long all = (long) design.catalog().size() + broken.size();
        if (broken.size() > bounds.most(all)) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%,d of %,d examples are broken, and bad-records allows %,d (mode %s, max-share %s, max-count %d);"
                            + " they are listed in %s. The first: %s",
                    broken.size(),
                    all,
                    bounds.most(all),
                    bounds.mode().name().toLowerCase(Locale.ROOT),
                    bounds.maxShare(),
                    bounds.maxCount(),
                    files.path(FILE),
                    broken.get(0)));
        }
        progress.say(String.format(
                Locale.ROOT,
                "%,d of %,d examples are broken and left out; they are listed in %s",
                broken.size(),
                all,
                files.path(FILE)));
    }

    private void write(List<String> broken) {
        try {
            byte[] lines = (String.join("\n", broken) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(files.files(), files.path(FILE), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + files.path(FILE) + ": " + e.getMessage(), e);
        }
    }
}
