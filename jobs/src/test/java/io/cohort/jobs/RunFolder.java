package io.cohort.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run's directory on the local disk, as its user sees it. */
record RunFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** run.json. */
    JsonNode record() {
        return read(path.resolve("run.json"));
    }

    /** The lines of metrics.jsonl, whole ones; none if it is not there yet. */
    List<JsonNode> metrics() {
        String text = text(path.resolve("metrics.jsonl"));
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(RunFolder::parse)
                .toList();
    }

    /** The manifests of the states, oldest first; one that is being written does not count. */
    List<StateManifest> manifests() {
        try (Stream<Path> files = Files.list(path.resolve("state"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("manifest-"))
                    .map(RunFolder::bytes)
                    .flatMap(bytes -> StateManifest.parse(bytes).stream())
                    .sorted(StateManifest.BY_AGE)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest state. */
    StateManifest newest() {
        List<StateManifest> manifests = manifests();
        return manifests.get(manifests.size() - 1);
    }

    /** Takes back the last commit, as if the driver had been stopped right before it. */
    void takeBack(StateManifest manifest) {
        try {
            Files.delete(path.resolve("state").resolve(manifest.fileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes one bit in the middle of a block of a state. */
    void damage(StateManifest manifest) {
        Path file = path.resolve(manifest.blocks().get(0).file());
        byte[] bytes = bytes(file);
        bytes[bytes.length / 2] ^= 1;
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a directory with a hash of its contents. */
    static TreeMap<String, Integer> listing(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            TreeMap<String, Integer> listing = new TreeMap<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> listing.put(directory.relativize(file).toString(), Arrays.hashCode(bytes(file))));
            return listing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        return parse(text(file));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
