package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A run that faults are injected into, and that is started again until its model is there, as a scheduler would. */
final class FaultedRun {
    /** Exit codes of a driver that a fault explains: done, failed, and by signals. */
    private static final Set<Integer> EXPECTED = Set.of(0, 1, 130, 137, 143);

    private static final int MOST_STARTS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Something that holds or does not. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private final FaultBed bed;
    private final FaultSchedule schedule;
    private final TrainingKeys keys;
    private final RunFolder folder;
    private CohortCommand.Running running;
    private Map<String, String> clock = Map.of();
    private long target;
    private int starts;

    /**
     * @param schedule what is trained and where
     * @param keys the command line
     * @param folder the run's directory
     */
    FaultedRun(FaultBed bed, FaultSchedule schedule, TrainingKeys keys, RunFolder folder) {
        this.bed = bed;
        this.schedule = schedule;
        this.keys = keys;
        this.folder = folder;
    }

    RunFolder folder() {
        return folder;
    }

    FaultSchedule schedule() {
        return schedule;
    }

    FaultBed bed() {
        return bed;
    }

    /** How often a driver was started. */
    int starts() {
        return starts;
    }

    CohortCommand.Running running() {
        return running;
    }

    /** The step that the next fault hits. */
    long target() {
        return target;
    }

    /**
     * Chooses the next fault's step: this one of so many shares of the run, and later than what was reached.
     *
     * @param index of the fault among those that hit the training
     */
    void aim(int index, int count, SplittableRandom random) throws IOException {
        long usual = schedule.usualSteps();
        long wanted = 1 + (long) ((usual - 2) * (index + random.nextDouble()) / count);
        target = Math.max(wanted, folder.newestStep().orElse(0) + 2);
    }

    boolean isAlive() {
        return running != null && running.process().isAlive();
    }

    /** Starts the driver unless it is at work. */
    void start() throws IOException {
        if (!isAlive()) {
            running = another();
        }
    }

    /** Starts a driver beside the one that is at work. */
    CohortCommand.Running another() throws IOException {
        Map<String, String> environment = new HashMap<>(bed.quick(schedule.model()));
        environment.putAll(schedule.environment());
        environment.putAll(clock);
        starts++;
        return bed.cohort().start(environment, keys.arguments());
    }

    /** From here on, this one is the run's driver. */
    void goOnWith(CohortCommand.Running other) {
        running = other;
    }

    /** What the next drivers see as the time. */
    void setClock(Map<String, String> environment) {
        clock = environment;
    }

    /** Waits until something holds; false if the driver ended before. */
    boolean await(Condition condition) throws IOException, InterruptedException {
        while (!condition.holds()) {
            if (running.process().waitFor(5, TimeUnit.MILLISECONDS)) {
                return condition.holds();
            }
        }
        return isAlive();
    }

    /** Waits until the run has committed a step; false if the driver ended before. */
    boolean awaitStep(long step) throws IOException, InterruptedException {
        return step < schedule.usualSteps() && await(() -> folder.newestStep().orElse(-1) >= step);
    }

    /** Waits until the driver that is at work holds the run's claim. */
    boolean awaitClaim() throws IOException, InterruptedException {
        return await(() ->
                folder.has("claim.json") && claimant() == running.process().pid());
    }

    private long claimant() throws IOException {
        try {
            return JSON.readTree(folder.read("claim.json")).path("pid").asLong();
        } catch (java.io.FileNotFoundException | com.fasterxml.jackson.core.JacksonException e) {
            return -1;
        }
    }

    /** Sends a signal to the driver if it is at work. */
    void signal(String name) throws IOException, InterruptedException {
        if (isAlive()) {
            run("kill", "-" + name, Long.toString(running.process().pid()));
        }
    }

    /** Runs a program of the system; true if it went well. */
    static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** SIGKILL, and its end. */
    void kill() throws IOException, InterruptedException {
        signal("KILL");
        awaitEnd();
    }

    /** The executors that are at work. */
    List<ProcessHandle> executors() throws IOException, InterruptedException {
        Stream<ProcessHandle> all = schedule.place() == FaultPlace.STANDALONE
                ? bed.standalone().executors()
                : StepWatch.executors(running.process()).stream();
        return all.toList();
    }

    /** Lays a trigger and waits until a process has acted on it; false if none did. */
    boolean spring(Trigger trigger) throws IOException, InterruptedException {
        Path triggers = schedule.triggers();
        trigger.arm(triggers);
        start();
        await(() -> Trigger.armed(triggers).isEmpty());
        return !Trigger.disarm(triggers);
    }

    /**
     * Waits for the driver's end.
     *
     * @param more exit codes that the fault explains
     * @return the exit code
     * @throws IllegalStateException if nothing explains its exit code
     */
    int awaitEnd(Integer... more) throws IOException, InterruptedException {
        if (!running.process().waitFor(4, TimeUnit.MINUTES)) {
            running.process().destroyForcibly();
            throw new IllegalStateException("the driver did not end within four minutes:\n" + log(running));
        }
        int code = running.process().exitValue();
        if (!EXPECTED.contains(code) && !List.of(more).contains(code)) {
            throw new IllegalStateException("the driver ended with " + code + ":\n" + log(running));
        }
        return code;
    }

    static String log(CohortCommand.Running process) throws IOException {
        String log = Files.readString(process.err(), StandardCharsets.UTF_8);
        return log.substring(Math.max(0, log.length() - 4000));
    }

    /** Starts the driver until it ends well. */
    JsonNode finish() throws IOException, InterruptedException {
        while (starts < MOST_STARTS) {
            start();
            if (awaitEnd() == 0) {
                return running.result();
            }
        }
        throw new IllegalStateException("the run does not come to an end:\n" + log(running));
    }

    /** Ends what may be left of it. */
    void abandon() {
        if (running != null) {
            running.process().descendants().forEach(ProcessHandle::destroyForcibly);
            running.process().destroyForcibly();
        }
    }
}
