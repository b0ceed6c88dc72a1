package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run that faults are injected into, and that is started again until its model is there, as a scheduler would. */
final class FaultedRun {
    private static final Set<Integer> EXPECTED = Set.of(0, 1, 130, 137, 143);

    private final CohortCommand cohort;
    private final TrainingKeys keys;
    private final Path directory;
    private final int usualSteps;
    private final long usualMillis;
    private CohortCommand.Running running;
    private int starts;

    /**
     * @param usualSteps of the undisturbed run
     * @param usualMillis that the undisturbed run took
     */
    FaultedRun(CohortCommand cohort, TrainingKeys keys, Path directory, int usualSteps, long usualMillis) {
        this.cohort = cohort;
        this.keys = keys;
        this.directory = directory;
        this.usualSteps = usualSteps;
        this.usualMillis = usualMillis;
    }

    Path directory() {
        return directory;
    }

    int usualSteps() {
        return usualSteps;
    }

    /** How often a driver was started. */
    int starts() {
        return starts;
    }

    /** Starts the driver unless it is at work. */
    void start() throws IOException {
        if (running == null || !running.process().isAlive()) {
            running = cohort.start(Map.of(), keys.arguments());
            starts++;
        }
    }

    /** Starts the driver with a limit on the size of the files that it writes, in blocks of 1 KiB. */
    void startWithLimit(int kibibytes) throws IOException {
        running = cohort.startLimited(kibibytes, keys.arguments());
        starts++;
    }

    /**
     * Starts another driver beside the one that is at work.
     *
     * @throws IllegalStateException if it does not go away with exit code 5 while the first one is at work
     */
    void startSecond() throws IOException, InterruptedException {
        CohortCommand.Running second = cohort.start(Map.of(), keys.arguments());
        int code = second.await();
        // The first may have ended meanwhile: then the second finds a finished run, or one to finish.
        if (code != 5 && running.process().isAlive()) {
            throw new IllegalStateException("a second driver ended with " + code + " instead of 5");
        }
    }

    /** Waits until the run has committed so many steps in all; false if the driver ended before. */
    boolean awaitSteps(int steps) throws IOException, InterruptedException {
        Path metrics = directory.resolve("metrics.jsonl");
        while (!Files.exists(metrics) || lines(metrics) < steps) {
            if (running.process().waitFor(10, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.count();
        }
    }

    /** Waits for some moment of the time that an undisturbed run takes. */
    void awaitMoment(SplittableRandom random) throws InterruptedException {
        running.process().waitFor(500 + random.nextLong(usualMillis), TimeUnit.MILLISECONDS);
    }

    /** Sends a signal to the driver if it is at work. */
    void signal(String name) throws IOException, InterruptedException {
        if (running.process().isAlive()) {
            new ProcessBuilder(
                            "kill", "-" + name, Long.toString(running.process().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    /** Kills executors, the oldest first. */
    void killExecutors(int count) {
        StepWatch.executors(running.process()).stream().limit(count).forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Waits for the driver's end.
     *
     * @throws IllegalStateException if its exit code is none that a fault explains
     */
    void awaitEnd() throws IOException, InterruptedException {
        if (!running.process().waitFor(5, TimeUnit.MINUTES)) {
            running.process().destroyForcibly();
            throw new IllegalStateException("the driver did not end within five minutes; its log: " + running.err());
        }
        int code = running.process().exitValue();
        if (!EXPECTED.contains(code)) {
            throw new IllegalStateException(
                    "the driver ended with " + code + ":\n" + Files.readString(running.err(), StandardCharsets.UTF_8));
        }
    }

    /** Starts the driver until it ends well; gives up after ten times. */
    JsonNode finish() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            start();
            awaitEnd();
            if (running.process().exitValue() == 0) {
                return running.result();
            }
        }
        throw new IllegalStateException(
                "the run does not come to an end:\n" + Files.readString(running.err(), StandardCharsets.UTF_8));
    }

    /** The whole states, oldest first. */
    List<StateManifest> states() throws IOException {
        Path state = directory.resolve("state");
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.getFileName().toString().startsWith("manifest-"))
                    .flatMap(file -> Fault.manifest(file).stream())
                    .sorted(StateManifest.BY_AGE)
                    .toList();
        }
    }

    /** Files below state/ that no manifest names. */
    Set<String> orphans() throws IOException {
        Set<String> named = new TreeSet<>();
        for (StateManifest manifest : states()) {
            named.add("state/" + manifest.fileName());
            manifest.blocks().forEach(block -> named.add(block.file()));
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            files.filter(Files::isRegularFile).forEach(found::add);
        }
        return found.stream()
                .map(file -> directory.relativize(file).toString())
                .filter(name -> !named.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
