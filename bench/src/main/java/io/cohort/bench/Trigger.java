package io.cohort.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What {@link ArmedFileSystem} waits for, and what it does then, once. It lies as a file in a folder that all processes of a
 * run know; the process that takes the file away is the one that acts.
 *
 * @param path regular expression that the path of a file to be written must contain
 * @param moment when
 * @param action what
 */
record Trigger(String path, Moment moment, Action action) {
    /** When something happens to a file that is written. */
    enum Moment {
        /** Before it is there. */
        BEFORE,
        /** When half of its first bytes are written. */
        DURING,
        /** When it is whole and closed. */
        AFTER
    }

    /** What happens. */
    enum Action {
        /** SIGKILL to the process itself. */
        KILL,
        /** The task, or the driver, gets an exception. */
        THROW,
        /** The writer stands still until it is interrupted. */
        STALL,
        /** The writer stands still, whatever interrupts it, until the run has committed another state; then it writes. */
        OUTSTAY
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "trigger.json";

    /** Lays it into a folder; one that is there already is replaced. */
    void arm(Path folder) throws IOException {
        Path beside = folder.resolve("." + NAME);
        Files.write(beside, JSON.writeValueAsBytes(this));
        Files.move(beside, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What lies in a folder, if anything does. */
    static Optional<Trigger> armed(Path folder) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Trigger.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Takes it away; true for the one process that may act. */
    static boolean take(Path folder) throws IOException {
        try {
            Files.move(folder.resolve(NAME), folder.resolve("taken"), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether nobody has acted yet; takes it away in that case. */
    static boolean disarm(Path folder) throws IOException {
        return Files.deleteIfExists(folder.resolve(NAME));
    }
}
