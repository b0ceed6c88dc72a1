package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
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
     * @param steps makes each state from the last
     * @param directory where metrics go
     * @return the last state
     */
    StateManifest run(Steps steps, RunDirectory directory) {
        StateManifest state = newestWhole().orElseGet(() -> first(steps));
        store.removeOrphans();
        record.counters(state.counters(), state.step());
        Start start = new Start(
                System.nanoTime(),
                steps.share(state.position()),
                state.step(),
                cluster.resultBytes(),
                record.seconds("train"));
        try (MetricsFile metrics = new MetricsFile(directory.files(), new Path(directory.path(), "metrics.jsonl"))) {
            while (state.position().epoch() < conf.training().epochs()) {
                long bytes = cluster.resultBytes();
                StepOutcome outcome = steps.step(state);
                StateManifest next = commit(state, outcome);
                double speed = tell(start, state, next, steps.share(next.position()), outcome);
                metrics.add(line(state, next, outcome, speed, cluster.resultBytes() - bytes));
                state = next;
            }
        }
        record.write(true);
        return state;
    }

    /** Where this start of the driver began to train. */
    private record Start(long nanos, double share, long step, long bytes, double secondsBefore) {}

    /** Tells a person and run.json where the training stands; gives the words a second. */
    private double tell(Start start, StateManifest state, StateManifest next, double share, StepOutcome outcome) {
        double spent = (System.nanoTime() - start.nanos) * 1e-9;
        record.addSeconds("train", start.secondsBefore + spent - record.seconds("train"));
        double speed = speed(share - start.share, spent);
        double eta = spent * (1 - share) / (share - start.share);
        progress.step(
                share,
                state.position().epoch(),
                conf.training().epochs(),
                speed,
                outcome.trained().meanLoss(),
                outcome.rate(),
                eta);
        long bytes = (cluster.resultBytes() - start.bytes) / (next.step() - start.step);
        record.node().put("driver_bytes_per_step", bytes);
        update(next, share, eta, speed, outcome);
        return speed;
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
        claim.check();
        store.commit(next);
        store.removeOld();
        return next;
    }

    private double speed(double share, double seconds) {
        double words = record.node().path("corpus").path("words").asDouble()
                * conf.training().epochs();
        return share * words / Math.max(1e-9, seconds);
    }

    private void update(StateManifest state, double share, double eta, double speed, StepOutcome outcome) {
        record.counters(state.counters(), state.step());
        record.node().put("words_per_second", Math.round(speed));
        record.node().put("examples_per_second", examplesPerSecond(speed));
        record.node().put("progress", share);
        record.node().put("eta_seconds", Math.round(eta));
        record.node().putObject("metrics").put("loss", outcome.trained().meanLoss());
        record.write(false);
    }

    private long examplesPerSecond(double wordsPerSecond) {
        JsonNode corpus = record.node().path("corpus");
        double sentences = corpus.path("sentences").asDouble();
        return Math.round(
                wordsPerSecond * sentences / Math.max(1, corpus.path("words").asDouble()));
    }

    private ObjectNode line(StateManifest state, StateManifest next, StepOutcome outcome, double speed, long bytes) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.now().toString());
        line.put("generation", next.generation());
        line.put("step", next.step());
        line.put("epoch", state.position().epoch());
        line.put("pass", state.position().pass());
        line.put("examples", next.counters().examples());
        line.put("words", next.counters().words());
        line.put("instances", outcome.trained().instances());
        line.put("loss", outcome.trained().meanLoss());
        line.put("learning_rate", outcome.rate());
        line.put("words_per_second", Math.round(speed));
        line.put("examples_per_second", examplesPerSecond(speed));
        ObjectNode seconds = line.putObject("seconds");
        seconds.put("draw", outcome.seconds().draw());
        seconds.put("read", outcome.seconds().read());
        seconds.put("train", outcome.seconds().train());
        seconds.put("write", outcome.seconds().write());
        seconds.put("job", outcome.seconds().job());
        line.put(
                "bytes_moved",
                outcome.blocks().stream().mapToLong(block -> block.bytes()).sum());
        line.put("driver_bytes", bytes);
        return line;
    }
}
