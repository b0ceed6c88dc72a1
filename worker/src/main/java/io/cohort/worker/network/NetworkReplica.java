package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.device.Gpu;
import io.cohort.worker.device.NativeThreads;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J network as a replica. It works on a thread of its own and reads the next minibatch on another. Dropout repeats
 * itself: the generator is seeded from the place of each minibatch.
 */
final class NetworkReplica implements Replica {
    private final NetworkSettings settings;
    private final ExampleShape shape;
    private final ExampleSource source;
    private final OwnThread worker = new OwnThread("cohort-network");
    private final OwnThread reader = new OwnThread("cohort-examples");
    private final Start start;
    private final LayerRoles roles;
    private final Learning learning;
    private final Target target;
    private final TrainedNetwork network;
    private final StateLayout layout;
    private final TrainingStep step;
    private final NativeMinibatch arrays;

    /** Reads what the network begins from, by group. */
    @FunctionalInterface
    interface Start {
        Map<String, float[]> read() throws IOException;
    }

    /**
     * @param source the replica's to close, unless this constructor throws
     * @param start null where the first parameters are random
     */
    NetworkReplica(NetworkSettings settings, ExampleSource source, Start start) {
        this.settings = settings;
        this.shape = source.catalog().shape();
        this.start = start;
        Gpu.here().bind();
        NativeThreads.set(settings.nativeThreads());
        this.roles = roles();
        NetworkConfiguration configuration = configure(0);
        this.source = OrderedSource.of(source, configuration.order());
        Freezing.upTo(configuration, roles.lastFrozen());
        this.learning = Learning.into(
                configuration,
                settings.updater(),
                roles.tuned(),
                settings.transfer().keptRate());
        this.target = configuration.target();
        this.network = configuration.start();
        this.layout = Layouts.of(network);
        this.step = new TrainingStep(network, settings.updater(), layout);
        this.arrays = new NativeMinibatch(settings.precision().type());
    }

    private LayerRoles roles() {
        if (settings.transfer().equals(Transfer.NONE)) {
            return LayerRoles.NONE;
        }
        try (TrainedNetwork draft = configure(0).start()) {
            return LayerRoles.of(settings.transfer(), ParameterGroup.of(draft));
        }
    }

    private NetworkConfiguration configure(long seed) {
        return Architectures.configure(
                settings.architecture(),
                new Blueprint(
                        shape, settings.architecture().parameters(), settings.precision(), seed, ImageLayers.FAST));
    }

    @Override
    public StateLayout layout() {
        return layout;
    }

    @Override
    public float[] initialParameters(long seed) {
        return worker.callUnchecked(() -> {
            try (TrainedNetwork fresh = configure(seed).start()) {
                float[] parameters = NativeFloats.copyOf(fresh.parameters());
                if (start != null) {
                    roles.take(start.read(), ParameterGroup.of(fresh), parameters);
                }
                return parameters;
            }
        });
    }

    @Override
    public void load(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            FlatState.put(network, parameters, updaterState);
            return null;
        });
    }

    @Override
    public void save(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            FlatState.get(network, parameters, updaterState);
            return null;
        });
    }

    @Override
    public TrainedShare train(int[][] minibatches, SharePlace place) throws IOException {
        if (place.rates().length != minibatches.length) {
            throw new IllegalArgumentException("expected a rate for each of " + minibatches.length
                    + " minibatches, but got " + place.rates().length);
        }
        long augmentation = Seeds.of(place.seed(), place.epoch());
        try (MinibatchFeed<Minibatch> feed = new MinibatchFeed<>(
                reader.executor(), examples -> source.training(examples, augmentation), minibatches)) {
            return worker.call(() -> trainAll(feed, minibatches, place));
        }
    }

    private TrainedShare trainAll(MinibatchFeed<Minibatch> feed, int[][] minibatches, SharePlace place)
            throws IOException {
        CountedLoss loss = learning.loss();
        loss.reset();
        learning.takeDivergence();
        int examples = 0;
        for (int i = 0; i < minibatches.length; i++) {
            Minibatch minibatch = feed.next();
            arrays.fill(target.of(minibatch));
            learning.draw(minibatches[i], place.seed(), place.epoch());
            learning.setRate(place.rates()[i]);
            Nd4j.getRandom().setSeed(Seeds.of(place.seed(), place.epoch(), place.step(), place.replica(), i));
            int updates = step.updates(timeOf(arrays.features()));
            step.train(arrays, Math.toIntExact((place.iteration() + i) * updates), place.epoch());
            examples += minibatch.examples();
        }
        return new TrainedShare(examples, loss.loss() + learning.takeDivergence(), loss.terms(), loss.correct());
    }

    private static long timeOf(INDArray features) {
        return features.rank() == 3 ? features.size(2) : 1;
    }

    @Override
    public ScoredExamples score(int[] examples) throws IOException {
        return worker.call(() -> new Scoring(network, source, arrays, learning, target).score(examples));
    }

    @Override
    public void close() {
        reader.close();
        worker.callUnchecked(() -> {
            arrays.close();
            network.close();
            return null;
        });
        worker.close();
        source.close();
    }
}
