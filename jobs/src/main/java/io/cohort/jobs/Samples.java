package io.cohort.jobs;

import io.cohort.worker.data.example.SampleData;
import io.cohort.worker.data.tree.SampleTrees;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/**
 * The data that the shipped conf files of networks name: generated on first use below the build's folder, so that each
 * of them runs on a fresh machine. Nothing is written anywhere else, and nothing that is there is touched.
 */
final class Samples {
    private static final String TREES = "trees";
    private static final long SEED = 1;

    private Samples() {}

    /**
     * Writes the sample that an input lies in, if it is one and is not there yet.
     *
     * @param input what {@code input.path} says
     * @param hadoop Hadoop's configuration
     * @param err told what is written
     */
    static void writeIfMissing(String input, Configuration hadoop, PrintStream err) {
        Path home = Path.of(System.getProperty("cohort.home", System.getProperty("user.dir")));
        Path samples = home.resolve("jobs").resolve("target").resolve("sample");
        if (!input.startsWith(samples + "/")) {
            return;
        }
        String kind = samples.relativize(Path.of(input)).getName(0).toString();
        Path folder = samples.resolve(kind);
        if (Files.exists(folder) || !(TREES.equals(kind) || SampleData.KINDS.contains(kind))) {
            return;
        }
        err.println("Generating sample data in " + folder);
        try {
            write(kind, folder, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write sample data to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(String kind, Path folder, Configuration hadoop) throws IOException {
        if (TREES.equals(kind)) {
            SampleTrees.write(folder.toUri().toString(), SEED, hadoop);
        } else {
            SampleData.write(kind, folder.toUri().toString(), SEED, hadoop);
        }
    }
}
