package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A run's directory as it lies on the file system. */
final class StoredRun {
    private static final Set<String> ALWAYS = Set.of(
            "run.json",
            "metrics.jsonl",
            "report.html",
            "pictures.json",
            "tensorboard/projector_config.pbtxt",
            "tensorboard/vectors.tsv",
            "tensorboard/metadata.tsv",
            "_SUCCESS",
            "corpus/corpus.json",
            "corpus/vocabulary.tsv",
            "model/manifest.json",
            "model/vocabulary.tsv");

    private StoredRun() {}

    /** Every file of a directory, at any depth. */
    static List<Path> files(FileSystem system, String directory) throws IOException {
        List<Path> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> entries = system.listFiles(new Path(directory), true);
        while (entries.hasNext()) {
            files.add(entries.next().getPath());
        }
        return files;
    }

    /** A finished run has its records, its manifests, and what these name; nothing else. */
    static void assertHoldsNothingTooMuch(FileSystem system, String directory) throws IOException {
        String root = new Path(directory).toUri().getPath() + "/";
        Set<String> found = new TreeSet<>();
        Set<String> expected = new TreeSet<>(ALWAYS);
        for (Path file : files(system, directory)) {
            String name = file.toUri().getPath().substring(root.length());
            found.add(name);
            if (name.startsWith("tensorboard/events.out.tfevents.")) {
                // One for each start of a driver that took a step.
                expected.add(name);
            }
            if (name.startsWith("state/manifest-")) {
                expected.add(name);
                firstLine(system, file)
                        .path("blocks")
                        .forEach(block -> expected.add(block.path("file").asText()));
            }
        }
        firstLine(system, new Path(directory, "corpus/corpus.json"))
                .path("ranges")
                .forEach(range -> expected.add(range.path("file").asText()));
        JsonNode model = json(system, new Path(directory, "model/manifest.json"));
        model.findValues("file").forEach(file -> expected.add("model/" + file.asText()));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** An empty conf file: what a test sets it sets with -D. */
    static String emptyConf(java.nio.file.Path folder) throws IOException {
        return Files.writeString(folder.resolve("empty.conf"), "").toString();
    }

    private static JsonNode json(FileSystem system, Path file) throws IOException {
        return new ObjectMapper().readTree(WholeFile.read(system, file));
    }

    private static JsonNode firstLine(FileSystem system, Path file) throws IOException {
        String text = new String(WholeFile.read(system, file), StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(text.lines().findFirst().orElseThrow());
    }
}
