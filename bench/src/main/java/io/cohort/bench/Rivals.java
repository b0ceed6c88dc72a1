package io.cohort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Drivers that want the same run. */
final class Rivals {
    private static final int HELD = 5;

    private Rivals() {}

    /** A second driver goes away with exit code 5 and names the first. */
    static boolean second(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitClaim()) {
            return false;
        }
        // The second has to start and to look twice: the first must be at work for so long.
        run.signal("STOP");
        CohortCommand.Running second = run.another();
        awaitWatching(second);
        run.signal("CONT");
        int code = second.await();
        String said = Files.readString(second.err(), StandardCharsets.UTF_8);
        if (!run.isAlive() && code == 0) {
            return false;
        }
        if (code != HELD || !said.contains("process " + run.running().process().pid() + " ")) {
            throw new IllegalStateException(
                    "a second driver ended with " + code + " instead of 5, or did not name process "
                            + run.running().process().pid() + ":\n" + said);
        }
        return true;
    }

    /** It says that it watches whether the other is alive; or it has ended. */
    private static void awaitWatching(CohortCommand.Running driver) throws IOException, InterruptedException {
        while (!driver.process().waitFor(20, TimeUnit.MILLISECONDS)
                && !Files.readString(driver.err(), StandardCharsets.UTF_8).contains("watching for")) {
            // Waits for either.
        }
    }

    /** Both come at the same time: one goes on, the other one goes away. */
    static boolean twoAtOnce(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        if (run.isAlive()) {
            run.kill();
        }
        CohortCommand.Running one = run.another();
        CohortCommand.Running other = run.another();
        while (one.process().isAlive() && other.process().isAlive()) {
            one.process().waitFor(20, TimeUnit.MILLISECONDS);
        }
        CohortCommand.Running loser = one.process().isAlive() ? other : one;
        run.goOnWith(loser == one ? other : one);
        int code = loser.await();
        // A short run may be over before the other driver has looked twice.
        if (code != HELD && code != 0) {
            throw new IllegalStateException(
                    "of two drivers that started at once one ended with " + code + ":\n" + FaultedRun.log(loser));
        }
        return true;
    }

    /** A driver stands still until its claim has lapsed and another has gone on; then it wakes up. */
    static boolean stopped(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitClaim() || !run.awaitStep(run.target())) {
            return false;
        }
        CohortCommand.Running first = run.running();
        run.signal("STOP");
        int generation = run.folder().newestGeneration();
        run.goOnWith(run.another());
        if (run.schedule().place() == FaultPlace.STANDALONE) {
            // The first one's executors hold all cores of the cluster until it wakes up and goes away.
            run.awaitClaim();
        } else {
            run.await(() -> run.folder().newestGeneration() > generation);
        }
        FaultedRun.run("kill", "-CONT", Long.toString(first.process().pid()));
        if (!first.process().waitFor(2, TimeUnit.MINUTES)) {
            first.process().destroyForcibly();
            throw new IllegalStateException("a driver that lost its run goes on:\n" + FaultedRun.log(first));
        }
        if (first.await() != HELD) {
            throw new IllegalStateException("a driver that lost its run ended with " + first.await()
                    + " instead of 5:\n" + FaultedRun.log(first));
        }
        return true;
    }

    /** Whether the process lives cannot be seen on another host: its claim has to lapse by itself. */
    static boolean deadHost(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitClaim() || !run.awaitStep(run.target())) {
            return false;
        }
        run.kill();
        String claim = new String(run.folder().read("claim.json"), StandardCharsets.UTF_8);
        run.folder()
                .write(
                        "claim.json",
                        claim.replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"a-host-that-died\"")
                                .getBytes(StandardCharsets.UTF_8));
        run.start();
        return run.awaitStep(run.folder().newestStep().orElse(0) + 1)
                || run.running().await() == 0;
    }
}
