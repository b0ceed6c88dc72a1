package io.cohort.bench;

import io.cohort.bench.Trigger.Action;
import io.cohort.bench.Trigger.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;

/** Processes that end, or hang, at a moment that they did not choose. */
final class Kills {
    private static final int SIGKILL = 137;

    private Kills() {}

    static boolean oneExecutor(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return executors(run, 1);
    }

    static boolean allExecutors(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return executors(run, Integer.MAX_VALUE);
    }

    private static boolean executors(FaultedRun run, int most) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        List<ProcessHandle> executors = run.executors();
        executors.stream().limit(most).forEach(ProcessHandle::destroyForcibly);
        return !executors.isEmpty();
    }

    static boolean counting(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return killOnce(
                run,
                () -> run.folder().has("run.json"),
                () -> !run.folder().has("corpus/corpus.json") && !run.folder().has("corpus/vocabulary.tsv"));
    }

    static boolean beforeTheFirstState(FaultedRun run, SplittableRandom random)
            throws IOException, InterruptedException {
        return killOnce(
                run,
                () -> run.folder().has("run.json"),
                () -> run.folder().newestStep().isEmpty());
    }

    static boolean encoding(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return killOnce(
                run, () -> run.folder().has("corpus"), () -> !run.folder().has("corpus/corpus.json"));
    }

    static boolean shuffling(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return killOnce(
                run,
                () -> run.folder().newestStep().isPresent(),
                () -> run.folder().newestStep().orElse(0) == 0);
    }

    /** Kills a driver that holds the run, once something holds; tells whether something else held until the end. */
    private static boolean killOnce(FaultedRun run, FaultedRun.Condition reached, FaultedRun.Condition still)
            throws IOException, InterruptedException {
        run.start();
        if (!run.awaitClaim() || !still.holds() || !run.await(reached)) {
            return false;
        }
        run.signal("KILL");
        return run.awaitEnd() == SIGKILL && still.holds();
    }

    static boolean training(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        // Anywhere in the step.
        Thread.sleep(random.nextInt(100));
        run.signal("KILL");
        return run.awaitEnd() == SIGKILL;
    }

    /** A signal that the driver hears: it says that nothing is lost, and its exit code tells of the signal. */
    static Fault.Injection signalled(String name, int code) {
        return (run, random) -> {
            run.start();
            if (!run.awaitStep(run.target())) {
                return false;
            }
            Thread.sleep(random.nextInt(100));
            run.signal(name);
            int ended = run.awaitEnd();
            if (ended != code && ended != 0) {
                throw new IllegalStateException(
                        "SIG" + name + " ended the driver with " + ended + ":\n" + FaultedRun.log(run.running()));
            }
            return ended == code;
        };
    }

    static boolean export(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        // Blocks of the model are written by tasks: in local mode they are the driver's.
        String file = run.schedule().place() == FaultPlace.LOCAL && random.nextInt(2) == 0
                ? "/model/.*block"
                : "/model/\\.?(manifest|vocabulary)";
        return atTheEnd(run, file, random);
    }

    static boolean success(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return atTheEnd(run, "/\\._SUCCESS\\.", random);
    }

    private static boolean atTheEnd(FaultedRun run, String file, SplittableRandom random)
            throws IOException, InterruptedException {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        // The empty _SUCCESS has no middle.
        boolean empty = file.contains("SUCCESS") && moment == Moment.DURING;
        return run.spring(new Trigger(file, empty ? Moment.AFTER : moment, Action.KILL)) && run.awaitEnd() == SIGKILL;
    }

    /** The first attempt at a task hangs until another one has won and the step is committed, and then writes all the same. */
    static boolean lateCopy(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        if (run.target() > run.schedule().usualSteps()
                || !run.spring(new Trigger(Fault.block(run.target()), Moment.BEFORE, Action.OUTSTAY))) {
            return false;
        }
        run.await(() -> Files.exists(run.schedule().outstayed()));
        return Files.deleteIfExists(run.schedule().outstayed());
    }
}
