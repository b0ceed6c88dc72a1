package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Averaging steps of any replica with flat parameters: R replicas each train their minibatches from the same state and
 * write parameters and updater state, then each block is combined from all replicas' in replica order. R stands in the
 * conf; tasks and executors do not matter.
 */
public final class NetworkSteps implements Steps {
    private final Cluster cluster;
    private final RunFiles files;
    private final NetworkRun run;
    private final NetworkExamples examples;
    private final Broadcast<byte[]> spec;
    private final NetworkReplicas replicas;
    private final StateTables tables;
    private final Blame blame;

    /**
     * Builds a replica on an executor, to know what the state holds.
     *
     * @param cluster where it runs
     * @param files the run's directory
     * @param run how to train
     * @param examples what to train on
     * @param spec what to train
     * @param blame what to say when it diverges
     */
    public NetworkSteps(
            Cluster cluster, RunFiles files, NetworkRun run, NetworkExamples examples, ReplicaSpec spec, Blame blame) {
        this.blame = blame;
        this.cluster = cluster;
        this.files = files;
        this.run = run;
        this.examples = examples;
        this.spec = cluster.broadcast(JavaBytes.of(spec));
        this.replicas = new NetworkReplicas(files, this.spec, "training");
        this.tables = new StateTables(layout(), run.outer().hasMomentum());
    }

    private StateLayout layout() {
        NetworkReplicas pool = replicas;
        List<StateLayout> found = cluster.run("build the model", Cluster.TRAIN, 1, (task, none, context) -> {
            try {
                StateLayout layout = pool.here().use(Replica::layout);
                return List.of(layout).iterator();
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
        });
        return found.get(0);
    }

    /** A wrong value of the conf that only building the model has found; its message names the key. */
    private static ConfigurationException refused(IllegalArgumentException wrong) {
        return new ConfigurationException(wrong.getMessage(), wrong);
    }

    /** How the state lies in blocks. */
    public StateTables tables() {
        return tables;
    }

    /** A committed state as tasks read it. */
    public NetworkState state(StateManifest manifest) {
        return NetworkState.of(tables, manifest);
    }

    @Override
    public List<BlockReceipt> initialState() {
        RunFiles where = files;
        StateTables state = tables;
        Broadcast<byte[]> built = spec;
        long seed = run.seed();
        return cluster.run("make the first state", Cluster.TRAIN, 1, (task, none, context) -> {
            float[] parameters;
            float[] updaterState = new float[state.layout().updaterState()];
            // A new replica, for its updater has not moved yet.
            try (var fresh = JavaBytes.read(built.value(), ReplicaSpec.class).build(where.hadoop())) {
                fresh.save(new float[state.layout().parameters()], updaterState);
                parameters = fresh.initialParameters(seed);
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
            return written(where, state, parameters, updaterState, context).iterator();
        });
    }

    /**
     * A state that somebody else has made.
     *
     * @param parameters shape [tables().layout().parameters()]
     * @param updaterState shape [tables().layout().updaterState()]
     * @return its blocks, written but not committed
     */
    public List<BlockReceipt> state(float[] parameters, float[] updaterState) {
        RunFiles where = files;
        StateTables state = tables;
        return cluster.run(
                "take over a state",
                Cluster.TRAIN,
                1,
                (task, none, context) -> written(where, state, parameters.clone(), updaterState, context)
                        .iterator());
    }

    private static List<BlockReceipt> written(
            RunFiles where, StateTables state, float[] parameters, float[] updaterState, TaskContext context)
            throws IOException {
        List<BlockReceipt> written = new ArrayList<>();
        var blocks = Stream.concat(state.slices(parameters, updaterState), state.zeros(StateTables.MOMENTUM))
                .iterator();
        while (blocks.hasNext()) {
            written.add(where.write(0, blocks.next(), context));
        }
        return written;
    }

    @Override
    public double share(Position position) {
        NetworkPlan plan = run.plan();
        return (position.epoch() + (double) plan.start(position.pass()) / plan.examples()) / run.epochs();
    }

    @Override
    public StepOutcome step(StateManifest manifest) {
        Position at = manifest.position();
        NetworkState state = state(manifest);
        NetworkRun slowed = run.after(manifest.rollBacks());
        long start = System.nanoTime();
        List<NetworkReceipt> trained = cluster.run(
                String.format(
                        "epoch %d, step %d: train %d replicas",
                        at.epoch() + 1, at.pass() + 1, run.plan().replicas()),
                Cluster.TRAIN,
                run.plan().replicas(),
                new NetworkTask(files, replicas, slowed, examples, state, manifest.step() + 1, at));
        Counters counters = check(trained, at);
        refuseDiverged(trained, counters, manifest);
        long between = System.nanoTime();
        List<BlockReceipt> blocks = combine(state, trained, manifest.step() + 1, at);
        long end = System.nanoTime();
        return new StepOutcome(
                at.after(1, 1, run.plan().steps()),
                counters,
                blocks,
                slowed.schedule().at(run.stages().within(at.epoch()), run.plan().place(at.pass(), 0, 1)),
                seconds(trained, (end - between) * 1e-9, (end - start) * 1e-9));
    }

    private static StepOutcome.Seconds seconds(List<NetworkReceipt> trained, double combine, double all) {
        return StepOutcome.Seconds.of(
                0,
                trained.stream().mapToDouble(NetworkReceipt::readSeconds).sum(),
                trained.stream().mapToDouble(NetworkReceipt::trainSeconds),
                trained.stream().mapToDouble(NetworkReceipt::writeSeconds).sum(),
                combine,
                all);
    }

    private List<BlockReceipt> combine(NetworkState state, List<NetworkReceipt> trained, long step, Position at) {
        NetworkReceipt[] shares = trained.stream()
                .filter(receipt -> receipt.trained().examples() > 0)
                .toArray(NetworkReceipt[]::new);
        NetworkCombineTask task = new NetworkCombineTask(
                files, run.outer(), state, shares, step, run.stages().follows(at.epoch()) && at.pass() == 0);
        return BlockJobs.shared(
                cluster,
                String.format("epoch %d, step %d: combine %d blocks", at.epoch() + 1, at.pass() + 1, task.items()),
                task.items(),
                task);
    }

    private Counters check(List<NetworkReceipt> trained, Position at) {
        Counters sum = Counters.NONE;
        for (NetworkReceipt receipt : trained) {
            var share = receipt.trained();
            int planned = run.plan().share(at.pass(), receipt.replica());
            if (share.examples() != planned) {
                throw new LostExamplesException("replica " + receipt.replica() + " has " + planned
                        + " examples in epoch " + at.epoch() + ", step " + at.pass() + ", but trained "
                        + share.examples() + "; the step is not committed, run the same command again");
            }
            sum = sum.plus(new Counters(
                    0, share.examples(), receipt.minibatches(), share.loss(), share.lossTerms(), share.correct()));
        }
        if (trained.size() != run.plan().replicas()
                || sum.examples() != run.plan().size(at.pass())) {
            throw new LostExamplesException("epoch " + at.epoch() + ", step " + at.pass() + " has "
                    + run.plan().size(at.pass()) + " examples for " + run.plan().replicas() + " replicas, but "
                    + sum.examples() + " were trained by " + trained.size()
                    + "; the step is not committed, run the same command again");
        }
        return sum;
    }

    private void refuseDiverged(List<NetworkReceipt> trained, Counters sum, StateManifest manifest) {
        Optional<NetworkReceipt> diverged = trained.stream()
                .filter(receipt ->
                        !receipt.finite() || !Double.isFinite(receipt.trained().loss()))
                .findFirst();
        if (diverged.isPresent()) {
            throw diverged(diverged.get(), manifest);
        }
        if (!Double.isFinite(sum.loss())) {
            throw new DivergedException("the loss is " + sum.loss()
                    + "; the step is not committed, the state before it is safe; " + remedy(manifest));
        }
    }

    private String remedy(StateManifest manifest) {
        return blame.remedy().apply(manifest.rollBacks().factor());
    }

    /** Looks for an example to blame, and says where it was. */
    private DivergedException diverged(NetworkReceipt receipt, StateManifest manifest) {
        Position at = manifest.position();
        int[] order = examples.order(files, run.seed(), at.epoch());
        int[] taken = Arrays.stream(run.plan().examplesOf(order, at.pass(), receipt.replica()))
                .flatMapToInt(Arrays::stream)
                .toArray();
        int blamed = cluster.run(
                        "look for the example that made it diverge",
                        Cluster.TRAIN,
                        1,
                        new FirstBadExample(files, replicas, state(manifest), taken))
                .get(0);
        String what = receipt.finite() ? "the loss is " + receipt.trained().loss() : "a parameter is no finite number";
        String why = blamed < 0
                ? "each of its " + taken.length + " examples alone has a finite loss before the step, so "
                        + remedy(manifest)
                : "the first bad example is " + blame.source().apply(blamed)
                        + ", whose loss is no number already before the step; mend it or leave it out";
        return new DivergedException(String.format(
                Locale.ROOT,
                "%s in step %d (epoch %d, its step %d), replica %d, %s; the step is not committed, the state before it is"
                        + " safe; %s",
                what,
                manifest.step() + 1,
                at.epoch() + 1,
                at.pass() + 1,
                receipt.replica(),
                receipt.executor(),
                why));
    }

    @Override
    public void close() {
        ExecutorScope.forget(files.incarnation());
        spec.destroy();
    }
}
