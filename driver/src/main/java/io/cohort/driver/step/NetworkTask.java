package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.TrainedShare;
import io.cohort.worker.state.BlockSlice;
import io.cohort.worker.state.BlockSlices;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** One replica of a network's step: loads the state, trains its minibatches, writes what it came to. */
final class NetworkTask implements TaskBody<Void, NetworkReceipt> {
    private static final long serialVersionUID = 1L;

    private final RunFiles files;
    private final NetworkReplicas replicas;
    private final NetworkRun run;
    private final NetworkExamples examples;
    private final NetworkState state;
    private final long step;
    private final Position at;

    /**
     * @param files the run's directory
     * @param replicas what is trained
     * @param run how
     * @param examples in which order
     * @param state before the step
     * @param step number of the state that comes out, in the run
     * @param at where in the run
     */
    NetworkTask(
            RunFiles files,
            NetworkReplicas replicas,
            NetworkRun run,
            NetworkExamples examples,
            NetworkState state,
            long step,
            Position at) {
        this.files = files;
        this.replicas = replicas;
        this.run = run;
        this.examples = examples;
        this.state = state;
        this.step = step;
        this.at = at;
    }

    @Override
    public Iterator<NetworkReceipt> run(int replica, Iterator<Void> none, TaskContext context) throws IOException {
        int[][] minibatches = run.plan().examplesOf(examples.order(files, run.seed(), at.epoch()), at.pass(), replica);
        NetworkReceipt receipt =
                minibatches.length == 0 ? NetworkReceipt.idle(replica) : train(replica, minibatches, context);
        return List.of(receipt).iterator();
    }

    private NetworkReceipt train(int replica, int[][] minibatches, TaskContext context) throws IOException {
        long start = System.nanoTime();
        float[] parameters = state.read(files);
        float[] updaterState = state.updaterState(files::read);
        long read = System.nanoTime();
        TrainedShare trained = replicas.here().use(model -> {
            model.load(parameters, updaterState);
            TrainedShare share = model.train(minibatches, place(replica));
            model.save(parameters, updaterState);
            return share;
        });
        long done = System.nanoTime();
        // Before the slices are cut: that takes running statistics out of the array.
        boolean finite = isFinite(parameters);
        String name = nameOf(replica, context);
        List<BlockSlice> slices = BlockSlices.write(
                files.files(),
                files.path(name),
                state.tables().slices(parameters, updaterState).iterator());
        return new NetworkReceipt(
                replica,
                executor(),
                name,
                slices,
                trained,
                minibatches.length,
                finite,
                (read - start) * 1e-9,
                (done - read) * 1e-9,
                (System.nanoTime() - done) * 1e-9);
    }

    private String nameOf(int replica, TaskContext context) {
        String share = String.format(Locale.ROOT, "replica-%05d", replica);
        return files.attemptName("state", step, share, context) + ".blocks";
    }

    private static String executor() {
        SparkEnv here = SparkEnv.get();
        return "executor " + here.executorId() + " on "
                + here.blockManager().blockManagerId().host();
    }

    private SharePlace place(int replica) {
        int epoch = run.stages().within(at.epoch());
        return new SharePlace(
                run.seed(),
                at.epoch(),
                step - 1,
                replica,
                run.plan().iterationsBefore(epoch, at.pass()),
                run.schedule().rates(run.plan(), epoch, at.pass(), replica));
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
