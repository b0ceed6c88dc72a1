package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CheckpointConf;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.DivergenceConf;
import io.cohort.driver.conf.StoppingConf;
import io.cohort.driver.report.MetricsFile;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.DivergedException;
import io.cohort.driver.step.RollBacks;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.driver.step.StepOutcome;
import io.cohort.driver.step.Steps;
import io.cohort.worker.BadInputException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.Path;

/** Takes step after step and commits each, from the newest whole state to the end of the last epoch. */
final class TrainingLoop {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CohortConf conf;
    private final RunDirectory directory;
    private final Cluster cluster;
    private final RunFiles files;
    private final StateStore store;
    private final RunClaim claim;
    private final RunRecord record;
    private final RunReport report;
    private final Progress progress;
    private final StartingState start;
    private final Validations validations;
    private long kept = System.nanoTime();
    private StateManifest newest;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cohort-removal");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> removal = CompletableFuture.completedFuture(null);

    /** @param backTo step of the state to begin with; empty for the newest */
    TrainingLoop(ActiveRun run, StateStore store, OptionalLong backTo) {
        this.conf = run.conf();
        this.directory = run.directory();
        this.start = new StartingState(run, store, backTo);
        this.validations = new Validations(
                run.directory().files(),
                run.directory().path(),
                run.conf().validation().stopping());
        this.cluster = run.cluster();
        this.files = run.files();
        this.store = store;
        this.claim = run.claim();
        this.record = run.record();
        this.report = run.report();
        this.progress = run.progress();
    }

    /**
     * Trains.
     *
     * @param training makes each state from the last, and measures some
     * @return the state that becomes the model
     */
    StateManifest run(ModelRun.ModelTraining training) {
        Steps steps = training.steps();
        newest = start.find(steps);
        claim.check();
        store.removeOrphans();
        validations.forgetAfter(newest.position().epoch());
        record.counters(newest.counters(), newest.step());
        tellRollBacks();
        Speed speed = new Speed(training.epoch(), newest, steps.share(newest.position()), cluster, record);
        try (MetricsFile metrics = new MetricsFile(directory.files(), new Path(directory.path(), "metrics.jsonl"))) {
            if (newest.position().endsEpoch()
                    && !validations.has(newest.position().epoch())) {
                // The driver was stopped between the commit and the validation.
                measure(training, newest, JSON.createObjectNode());
            }
            while (newest.position().epoch() < conf.training().epochs() && !validations.saysStop()) {
                step(training, speed).ifPresent(line -> {
                    metrics.add(line);
                    report.add(line);
                });
            }
            awaitRemoval();
        } finally {
            // Nothing is removed any more once the claim is given back.
            removal.exceptionally(failure -> null).join();
            background.shutdown();
        }
        record.write(true);
        return chosen(newest);
    }

    /** Takes a step; returns the line that metrics.jsonl gets, or nothing if the run went back. */
    private Optional<ObjectNode> step(ModelRun.ModelTraining training, Speed speed) {
        StateManifest state = newest;
        long bytes = cluster.resultBytes();
        StepOutcome outcome;
        try {
            outcome = training.steps().step(state);
        } catch (DivergedException e) {
            rollBack(training.steps(), e);
            return Optional.empty();
        }
        StateManifest next = commit(state, outcome);
        newest = next;
        speed.after(next, training.steps().share(next.position()));
        tell(speed, state, next, outcome);
        ObjectNode line = StepLine.of(state, next, outcome, speed, cluster.resultBytes() - bytes);
        if (next.position().epoch() > state.position().epoch()) {
            measure(training, next, line);
        }
        return Optional.of(line);
    }

    /** Goes back and lowers the rates where the conf wants that. */
    private void rollBack(Steps steps, DivergedException diverged) {
        DivergenceConf wanted = conf.checkpoint().divergence();
        RollBacks before = newest.rollBacks();
        if (wanted.onDivergence() == DivergenceConf.Reaction.STOP || before.count() >= wanted.maxRollBacks()) {
            throw diverged;
        }
        awaitRemoval();
        newest = start.rollBack(before.oneMore(wanted.rateFactor()), steps);
        claim.check();
        store.removeOrphans();
        validations.forgetAfter(newest.position().epoch());
        progress.say(String.format(
                java.util.Locale.ROOT,
                "Diverged: %s. Going back to step %d with learning rates times %s (roll-back %d of %d)",
                diverged.getMessage(),
                newest.step(),
                newest.rollBacks().factor(),
                newest.rollBacks().count(),
                wanted.maxRollBacks()));
        record.counters(newest.counters(), newest.step());
        tellRollBacks();
    }

    private void tellRollBacks() {
        if (newest.rollBacks().count() > 0) {
            record.node().put("roll_backs", newest.rollBacks().count());
            record.node().put("rate_factor", newest.rollBacks().factor());
            record.write(true);
        }
    }

    /** The last state that was committed, once training has begun. */
    Optional<StateManifest> newest() {
        return Optional.ofNullable(newest);
    }

    /** Which state becomes the model: the last one, or the best. */
    private StateManifest chosen(StateManifest last) {
        int epoch = last.position().epoch();
        if (epoch < conf.training().epochs()) {
            progress.say(
                    "Stopped after epoch " + epoch + " of " + conf.training().epochs()
                            + ": validation has not become better for "
                            + conf.validation().stopping().patience() + " epochs");
            record.node().put("stopped_early", true);
        }
        Optional<Validations.Entry> best = conf.validation().stopping().model() == StoppingConf.Choice.BEST
                ? validations.best()
                : Optional.empty();
        if (best.isEmpty() || best.get().step() == last.step()) {
            return last;
        }
        StateManifest state = store.at(best.get().step())
                .orElseThrow(() -> new BadInputException(
                        "the state of step " + best.get().step() + ", the best one, is not in " + files.path("state")
                                + " any more; restore it, or train again with validation.model = last"));
        record.metrics().setAll((ObjectNode) best.get().measured());
        record.node().put("model_epoch", best.get().epoch());
        progress.say("The model is the state after epoch " + best.get().epoch() + ", the best one");
        return state;
    }

    /**
     * States that stay whatever checkpoint says: the best one that was measured, and the one that a roll-back would go to. Which that
     * is must not depend on when a driver was killed.
     */
    private Set<Long> needed() {
        Set<Long> steps = new TreeSet<>();
        validations.best().ifPresent(entry -> steps.add(entry.step()));
        if (conf.checkpoint().divergence().onDivergence() != DivergenceConf.Reaction.STOP) {
            store.newestFirst().stream()
                    .filter(state -> state.position().endsEpoch())
                    .findFirst()
                    .ifPresent(state -> steps.add(state.step()));
        }
        return steps;
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
        record.progressed();
        StepLine.metrics(outcome.trained(), record.metrics());
        record.write(false);
    }

    /** Measures the state at the end of an epoch; the time that this takes is not training. */
    private void measure(ModelRun.ModelTraining training, StateManifest state, ObjectNode line) {
        long start = System.nanoTime();
        training.measure(state).ifPresent(found -> {
            record.metrics().setAll(found);
            validations.add(state, found);
            line.set("validation", found);
            record.addSeconds("evaluate", (System.nanoTime() - start) * 1e-9);
            progress.say(String.format(
                    java.util.Locale.ROOT, "Epoch %d: %s", state.position().epoch(), Measured.inWords(found)));
        });
    }

    private StateManifest commit(StateManifest state, StepOutcome outcome) {
        StateManifest next = new StateManifest(
                StateManifest.FORMAT,
                start.generation(),
                state.step() + 1,
                stays(state, outcome),
                outcome.next(),
                state.counters().plus(outcome.trained()),
                outcome.blocks(),
                state.rollBacks());
        awaitRemoval();
        claim.check();
        store.commit(next);
        // The next step need not wait for it: it reads files of the newest state alone, and they stay.
        int checkpoints = conf.checkpoint().keepLast() == 0
                ? Integer.MAX_VALUE
                : conf.checkpoint().keepLast();
        Set<Long> needed = needed();
        removal = CompletableFuture.runAsync(() -> store.removeOld(checkpoints, needed), background);
        return next;
    }

    /** Whether the state after a step is a checkpoint. */
    private boolean stays(StateManifest before, StepOutcome outcome) {
        CheckpointConf checkpoint = conf.checkpoint();
        boolean endsEpoch = outcome.next().epoch() > before.position().epoch();
        boolean stepIsDue = checkpoint.everySteps() > 0 && (before.step() + 1) % checkpoint.everySteps() == 0;
        double minutes = (System.nanoTime() - kept) / 60e9;
        boolean timeIsDue = checkpoint.everyMinutes() > 0 && minutes >= checkpoint.everyMinutes();
        boolean stays = endsEpoch && checkpoint.keepEpochs() || stepIsDue || timeIsDue;
        if (stays) {
            kept = System.nanoTime();
        }
        return stays;
    }

    private void awaitRemoval() {
        try {
            removal.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
