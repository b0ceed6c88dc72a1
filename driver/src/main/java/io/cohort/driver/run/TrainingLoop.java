package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.report.MetricsFile;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.BlockJobs;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.driver.step.StepOutcome;
import io.cohort.driver.step.Steps;
import io.cohort.worker.BadInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.Path;

/** Takes step after step and commits each, from the newest whole state to the end of the last epoch. */
final class TrainingLoop {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CohortConf conf;
    private final Cluster cluster;
    private final RunFiles files;
    private final StateStore store;
    private final RunClaim claim;
    private final RunRecord record;
    private final Progress progress;
    private final int generation;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cohort-removal");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> removal = CompletableFuture.completedFuture(null);

    TrainingLoop(
            CohortConf conf,
            Cluster cluster,
            RunFiles files,
            StateStore store,
            RunClaim claim,
            RunRecord record,
            Progress progress) {
        this.conf = conf;
        this.cluster = cluster;
        this.files = files;
        this.store = store;
        this.claim = claim;
        this.record = record;
        this.progress = progress;
        this.generation = store.nextGeneration();
    }

    /**
     * Trains.
     *
     * @param training makes each state from the last, and measures some
     * @param directory where metrics go
     * @return the last state
     */
    StateManifest run(ModelRun.ModelTraining training, RunDirectory directory) {
        Steps steps = training.steps();
        StateManifest state = newestWhole().orElseGet(() -> first(steps));
        store.removeOrphans();
        record.counters(state.counters(), state.step());
        Speed speed = new Speed(training.epoch(), state, steps.share(state.position()), cluster, record);
        try (MetricsFile metrics = new MetricsFile(directory.files(), new Path(directory.path(), "metrics.jsonl"))) {
            while (state.position().epoch() < conf.training().epochs()) {
                long bytes = cluster.resultBytes();
                StepOutcome outcome = steps.step(state);
                StateManifest next = commit(state, outcome);
                speed.after(next, steps.share(next.position()));
                tell(speed, state, next, outcome);
                ObjectNode line = line(state, next, outcome, speed, cluster.resultBytes() - bytes);
                if (next.position().epoch() > state.position().epoch()) {
                    measure(training, next, line);
                }
                metrics.add(line);
                state = next;
            }
            awaitRemoval();
        } finally {
            // Nothing is removed any more once the claim is given back.
            removal.exceptionally(failure -> null).join();
            background.shutdown();
        }
        record.write(true);
        return state;
    }

    /** Tells a person and run.json where the training stands. */
    private void tell(Speed speed, StateManifest state, StateManifest next, StepOutcome outcome) {
        progress.step(
                speed.share(),
                state.position().epoch(),
                conf.training().epochs(),
                speed.shown(),
                outcome.trained().meanLoss(),
                outcome.rate(),
                speed.eta());
        record.counters(next.counters(), next.step());
        speed.record();
        metrics(outcome.trained(), record.metrics());
        record.write(false);
    }

    /** Measures the state at the end of an epoch; the time that this takes is not training. */
    private void measure(ModelRun.ModelTraining training, StateManifest state, ObjectNode line) {
        long start = System.nanoTime();
        training.measure(state).ifPresent(found -> {
            record.metrics().setAll(found);
            line.set("validation", found);
            record.addSeconds("evaluate", (System.nanoTime() - start) * 1e-9);
            progress.say(String.format(
                    java.util.Locale.ROOT, "Epoch %d: %s", state.position().epoch(), Measured.inWords(found)));
        });
    }

    private static void metrics(Counters trained, ObjectNode into) {
        into.put("loss", trained.meanLoss());
        if (trained.correct() > 0) {
            into.put("training_accuracy", (double) trained.correct() / trained.lossTerms());
        }
    }

    private Optional<StateManifest> newestWhole() {
        for (StateManifest state : store.newestFirst()) {
            List<String> damages = BlockJobs.damages(cluster, files, state);
            if (damages.isEmpty()) {
                progress.say(String.format(
                        "Going on after step %d (epoch %d, pass %d)",
                        state.step(),
                        state.position().epoch() + 1,
                        state.position().pass() + 1));
                return Optional.of(state);
            }
            progress.say(String.format(
                    "Warning: the state of step %d is not whole, going back to the one before: %s",
                    state.step(), damages.get(0)));
            store.passOver(state);
        }
        if (generation > 1) {
            throw new BadInputException("no state of the run is whole: every manifest in " + files.path("state")
                    + " names damaged files (see above); restore them from a backup, or remove the run's directory and"
                    + " train again");
        }
        return Optional.empty();
    }

    private StateManifest first(Steps steps) {
        StateManifest state = new StateManifest(
                StateManifest.FORMAT, generation, 0, false, Position.START, Counters.NONE, steps.initialState());
        claim.check();
        store.commit(state);
        return state;
    }

    private StateManifest commit(StateManifest state, StepOutcome outcome) {
        boolean endsEpoch = outcome.next().epoch() > state.position().epoch();
        StateManifest next = new StateManifest(
                StateManifest.FORMAT,
                generation,
                state.step() + 1,
                endsEpoch && conf.checkpoint().keepEpochs(),
                outcome.next(),
                state.counters().plus(outcome.trained()),
                outcome.blocks());
        awaitRemoval();
        claim.check();
        store.commit(next);
        // The next step need not wait for it: it reads files of the newest state alone, and they stay.
        removal = CompletableFuture.runAsync(store::removeOld, background);
        return next;
    }

    private void awaitRemoval() {
        try {
            removal.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static ObjectNode line(
            StateManifest state, StateManifest next, StepOutcome outcome, Speed speed, long bytes) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.now().toString());
        line.put("generation", next.generation());
        line.put("step", next.step());
        line.put("epoch", state.position().epoch());
        line.put("pass", state.position().pass());
        line.put("examples", next.counters().examples());
        if (speed.countsWords()) {
            line.put("words", next.counters().words());
            line.put("words_per_second", speed.words());
        }
        line.put("instances", outcome.trained().instances());
        metrics(outcome.trained(), line);
        line.put("learning_rate", outcome.rate());
        line.put("examples_per_second", speed.examples());
        ObjectNode seconds = line.putObject("seconds");
        seconds.put("draw", outcome.seconds().draw());
        seconds.put("read", outcome.seconds().read());
        seconds.put("train", outcome.seconds().train());
        seconds.put("write", outcome.seconds().write());
        seconds.put("combine", outcome.seconds().combine());
        seconds.put("job", outcome.seconds().job());
        line.put(
                "bytes_moved",
                outcome.blocks().stream().mapToLong(block -> block.bytes()).sum());
        line.put("driver_bytes", bytes);
        return line;
    }
}
