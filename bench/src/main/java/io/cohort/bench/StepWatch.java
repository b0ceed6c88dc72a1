package io.cohort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until a run has gone so far, and disturbs it. */
final class StepWatch {
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private StepWatch() {}

    /**
     * Waits until a run has committed some steps.
     *
     * @param running the run's process
     * @param directory its directory
     * @param steps how many
     * @throws IllegalStateException if it ended before
     */
    static void await(CohortCommand.Running running, Path directory, int steps)
            throws IOException, InterruptedException {
        Path metrics = directory.resolve("metrics.jsonl");
        while (!Files.exists(metrics)
                || Files.readAllLines(metrics, StandardCharsets.UTF_8).size() < steps) {
            if (running.process().waitFor(20, TimeUnit.MILLISECONDS)) {
                running.result();
                throw new IllegalStateException("the run ended before it could be disturbed in step " + (steps + 1)
                        + "; take more input or --epochs");
            }
        }
    }

    /**
     * Sends SIGINT, as Ctrl-C does, and waits for the end.
     *
     * @return the exit code
     */
    static int interrupt(CohortCommand.Running running) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (!running.process().waitFor(60, TimeUnit.SECONDS)) {
            running.process().destroyForcibly();
            throw new IllegalStateException("the run did not end within 60 s of SIGINT");
        }
        return running.process().exitValue();
    }

    /** The executors of a local-cluster: processes below the driver's. */
    static List<ProcessHandle> executors(Process driver) {
        return driver.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
    }

    /**
     * Sends SIGKILL to an executor.
     *
     * @throws IllegalStateException if there is none
     */
    static void killExecutor(CohortCommand.Running running) {
        List<ProcessHandle> executors = executors(running.process());
        if (executors.isEmpty()) {
            throw new IllegalStateException(
                    "found no executor below process " + running.process().pid() + " to kill");
        }
        executors.get(0).destroyForcibly();
    }
}
