package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.arrays.ArrayExamples;
import io.cohort.worker.device.Gpu;
import io.cohort.worker.device.NativeThreads;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as a program has configured it, as a replica. The rates of the plan do not reach it, for it has schedules of its
 * own; it gets the iteration and the epoch that they depend on.
 */
final class ConfiguredReplica implements Replica {
    private final ConfiguredNetworkSpec spec;
    private final ArrayExamples source;
    private final OwnThread worker = new OwnThread("cohort-network");
    private final OwnThread reader = new OwnThread("cohort-examples");
    private final ConfiguredNetwork network;
    private final StateLayout layout;

    ConfiguredReplica(ConfiguredNetworkSpec spec, ArrayExamples source) {
        this.spec = spec;
        this.source = source;
        Gpu.here().bind();
        NativeThreads.set(spec.nativeThreads());
        this.network = worker.callUnchecked(spec::network);
        this.layout = Layouts.of(network.flat());
    }

    @Override
    public StateLayout layout() {
        return layout;
    }

    @Override
    public float[] initialParameters(long seed) {
        throw new UnsupportedOperationException("a program's network begins with the program's parameters");
    }

    @Override
    public void load(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            FlatState.put(network.flat(), parameters, updaterState);
            return null;
        });
    }

    @Override
    public void save(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            FlatState.get(network.flat(), parameters, updaterState);
            return null;
        });
    }

    @Override
    public TrainedShare train(int[][] minibatches, SharePlace place) throws IOException {
        try (MinibatchFeed<MultiDataSet> feed =
                new MinibatchFeed<>(reader.executor(), source::minibatch, minibatches)) {
            return worker.call(() -> trainAll(feed, minibatches, place));
        }
    }

    private TrainedShare trainAll(MinibatchFeed<MultiDataSet> feed, int[][] minibatches, SharePlace place)
            throws IOException {
        int examples = 0;
        double loss = 0;
        for (int i = 0; i < minibatches.length; i++) {
            MultiDataSet minibatch = feed.next();
            Nd4j.getRandom().setSeed(Seeds.of(place.seed(), place.epoch(), place.step(), place.replica(), i));
            long iteration = spec.iterationsBefore() + (place.iteration() + i) * spec.updates();
            network.flat().count(Math.toIntExact(iteration), place.epoch());
            spec.hooks().forEach(hook -> hook.before(minibatch, network.model()));
            network.trainer().fit(minibatch);
            spec.hooks().forEach(hook -> hook.after(minibatch, network.model()));
            examples += minibatches[i].length;
            loss += network.model().score() * minibatches[i].length;
            release(minibatch);
        }
        return new TrainedShare(examples, loss, examples, 0);
    }

    private void release(MultiDataSet minibatch) {
        network.flat().release();
        close(minibatch.getFeatures());
        close(minibatch.getLabels());
        close(minibatch.getFeaturesMaskArrays());
        close(minibatch.getLabelsMaskArrays());
    }

    private static void close(INDArray[] arrays) {
        for (int i = 0; arrays != null && i < arrays.length; i++) {
            if (arrays[i] != null && arrays[i].closeable()) {
                arrays[i].close();
            }
        }
    }

    /** The loss alone. */
    @Override
    public ScoredExamples score(int[] examples) throws IOException {
        MultiDataSet minibatch = source.minibatch(examples);
        return worker.call(() -> {
            double loss = network.scorer().score(minibatch) * examples.length;
            release(minibatch);
            return new ScoredExamples(examples.length, 0, new float[0], new int[0], new int[0], loss);
        });
    }

    @Override
    public void close() {
        reader.close();
        worker.callUnchecked(() -> {
            network.flat().close();
            return null;
        });
        worker.close();
    }
}
