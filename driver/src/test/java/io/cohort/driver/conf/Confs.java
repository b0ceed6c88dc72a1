package io.cohort.driver.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Configurations for tests. */
final class Confs {
    static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 9, 23, 30, 0, 0, ZoneId.of("Europe/Vienna"));

    private Confs() {}

    static Path write(Path directory, String... lines) {
        try {
            return Files.writeString(directory.resolve("a.conf"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoadedConf load(Path file, String... assignments) {
        return ConfLoader.load(file.toString(), List.of(assignments), Map.of(), new Configuration(false));
    }

    /** The defaults with the two required keys and what is assigned. */
    static CohortConf with(String... assignments) {
        List<String> all = new ArrayList<>(List.of("run.directory=/runs/a", "input.path=/in"));
        all.addAll(List.of(assignments));
        return CohortConf.of(ConfLoader.load(all, Map.of()), NOW);
    }
}
