package io.cohort.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The whole command line of every process that lives while somebody watches, as anybody on the machine can read them. */
final class CommandLines implements AutoCloseable {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::look, "command lines");
    private volatile boolean closed;

    /** Begins. */
    static CommandLines watch() {
        CommandLines lines = new CommandLines();
        lines.thread.start();
        return lines;
    }

    private void look() {
        while (!closed) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    add(process.resolve("cmdline"));
                }
                Thread.sleep(50);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void add(Path file) {
        try {
            seen.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // It has ended meanwhile.
            seen.remove("");
        }
    }

    /** What was seen so far. */
    Set<String> all() {
        return seen;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join();
    }
}
