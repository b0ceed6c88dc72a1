package io.cohort.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one benchmark's runs. */
final class Scratch implements AutoCloseable {
    private final Path folder;
    private final boolean keep;
    private int used;

    private Scratch(Path folder, boolean keep) {
        this.folder = folder;
        this.keep = keep;
    }

    static Scratch open(Path parent, String name, boolean keep) {
        try {
            Files.createDirectories(parent);
            return new Scratch(Files.createTempDirectory(parent.toAbsolutePath(), name + "-"), keep);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + parent + "; choose another folder with --work", e);
        }
    }

    /** A path in the folder that was not given out before. */
    synchronized Path next(String name) {
        return folder.resolve(String.format("%02d-%s", used++, name));
    }

    /** Deletes a path of this folder and all below it, unless runs are kept. */
    void discard(Path path) {
        if (!keep && path.startsWith(folder)) {
            delete(path);
        }
    }

    @Override
    public void close() {
        if (keep) {
            SharedOptions.say("the runs lie in " + folder);
        } else {
            delete(folder);
        }
    }

    static void delete(Path root) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            SharedOptions.say("could not delete " + root + ": " + e.getMessage());
        }
    }
}
