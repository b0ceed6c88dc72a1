package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TemporaryFolder;
import io.cohort.driver.run.Incarnation;
import io.cohort.driver.run.RunClaim;
import io.cohort.driver.step.BlockJobs;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.RollBacks;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.driver.step.StepOutcome;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The states of an epoch: in a directory that the program named, or in one that is removed with the end of the epoch. */
final class EpochStates implements AutoCloseable {
    private final Cluster cluster;
    private final FileSystem files;
    private final Path directory;
    private final Optional<TemporaryFolder> temporary;
    private final Optional<RunClaim> claim;
    private final RunFiles run;
    private final StateStore store;
    private final int generation;

    /**
     * @param settings say where
     * @throws io.cohort.driver.run.RunHeldException if another program trains there
     */
    EpochStates(Cluster cluster, MasterSettings settings) {
        this.cluster = cluster;
        boolean named = !settings.directory().isEmpty();
        this.temporary = named
                ? Optional.empty()
                : Optional.of(TemporaryFolder.in(settings.exportDirectory(), "cohort-states", cluster.hadoop()));
        Path path = temporary.map(TemporaryFolder::path).orElseGet(() -> new Path(settings.directory()));
        FileSystem files = FileSystems.of(path, cluster.hadoop());
        this.files = files;
        this.directory = files.makeQualified(path);
        try {
            files.mkdirs(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory + ": " + e.getMessage(), e);
        }
        this.claim = named ? Optional.of(RunClaim.take(files, directory)) : Optional.empty();
        this.run = new RunFiles(directory, Incarnation.draw(), cluster.hadoopBroadcast());
        this.store = new StateStore(
                files, directory, cluster.isLocal() ? Optional.of(run.scope().spares()) : Optional.empty());
        this.generation = store.nextGeneration();
    }

    RunFiles run() {
        return run;
    }

    /**
     * The state that an epoch has reached.
     *
     * @param epoch counted from 0
     * @param firstStep number of the step that it begins with
     * @param asked what the epoch begins with
     * @param first makes the state that it begins with, if it has not begun
     * @throws io.cohort.driver.conf.ConfigurationException if the epoch in the directory began with something else
     */
    StateManifest reached(int epoch, long firstStep, EpochRecord asked, Supplier<List<BlockReceipt>> first) {
        if (claim.isPresent()) {
            Optional<EpochRecord> begun = EpochRecord.read(files, directory, epoch);
            begun.ifPresent(record -> record.requireSame(asked, directory, epoch));
            Optional<StateManifest> state = begun.flatMap(record -> newest(epoch));
            if (state.isPresent()) {
                return state.get();
            }
            asked.write(files, directory, epoch);
        }
        return commit(new StateManifest(
                StateManifest.FORMAT,
                generation,
                firstStep,
                false,
                new Position(epoch, 0, 0),
                Counters.NONE,
                first.get(),
                RollBacks.NONE));
    }

    /** The newest whole state of an epoch; its last one is a checkpoint, the first one of the next epoch is none. */
    private Optional<StateManifest> newest(int epoch) {
        return store.newestFirst().stream()
                .filter(state -> (state.position().epoch() == epoch && !state.checkpoint())
                        || (state.position().equals(new Position(epoch + 1, 0, 0)) && state.checkpoint()))
                .filter(state -> BlockJobs.damages(cluster, run, state).isEmpty())
                .findFirst();
    }

    /** Commits the state after a step. */
    StateManifest commit(StateManifest before, StepOutcome outcome) {
        StateManifest next = commit(new StateManifest(
                StateManifest.FORMAT,
                generation,
                before.step() + 1,
                outcome.next().endsEpoch(),
                outcome.next(),
                before.counters().plus(outcome.trained()),
                outcome.blocks(),
                RollBacks.NONE));
        store.removeOld(Integer.MAX_VALUE, Set.of());
        return next;
    }

    private StateManifest commit(StateManifest next) {
        claim.ifPresent(RunClaim::check);
        store.commit(next);
        return next;
    }

    @Override
    public void close() {
        claim.ifPresent(held -> {
            try (held) {
                held.check();
                store.removeOrphans();
            }
        });
        temporary.ifPresent(TemporaryFolder::close);
    }
}
