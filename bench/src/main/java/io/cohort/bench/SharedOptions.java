package io.cohort.bench;

import io.cohort.worker.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that all benchmarks have. */
final class SharedOptions {
    @Option(names = "--work", description = "where runs are written (default: runs/bench in the repository)")
    private Path work;

    @Option(
            names = "--memory",
            defaultValue = "6g",
            description = "heap of each JVM that is measured, default ${DEFAULT-VALUE}")
    private String memory;

    @Option(names = "--keep", description = "do not delete the runs")
    private boolean keep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and exit")
    private boolean help;

    /** The repository, as the launcher says. */
    static Path home() {
        return Path.of(System.getProperty("cohort.home", ".")).toAbsolutePath().normalize();
    }

    /** Opens a folder for this benchmark, deleted when closed unless it is to be kept. */
    Scratch scratch(String name) {
        return Scratch.open(work == null ? home().resolve("runs/bench") : work, name, keep);
    }

    String memory() {
        return memory;
    }

    /**
     * The text to train on.
     *
     * @param given the argument, or null for the usual text
     * @throws BadInputException if there is none
     */
    static Path text(Path given) {
        Path text = given == null ? home().resolve("../shared/data/text/enwiki-100mb.txt.gz") : given;
        if (!Files.isReadable(text)) {
            throw new BadInputException("found no text at " + text.normalize()
                    + "; give one as the argument: plain or .gz, a line a sentence, words between white space (the figures"
                    + " of README.md are from 100 MB of the English Wikipedia in lower case, without punctuation)");
        }
        return text.toAbsolutePath().normalize();
    }

    /**
     * Examples of a network to train on.
     *
     * @param given an option, or null for what lies beside the repository
     * @param usual below ../shared/data
     * @param option its name, for the message
     * @throws BadInputException if there are none
     */
    static Path data(Path given, String usual, String option) {
        Path data = given == null ? home().resolve("../shared/data").resolve(usual) : given;
        if (!Files.isReadable(data)) {
            throw new BadInputException("found no examples at " + data.normalize() + "; give some with " + option);
        }
        return data.toAbsolutePath().normalize();
    }

    /** Tells how far a benchmark is. */
    static void say(String message) {
        System.err.println("bench: " + message);
    }
}
