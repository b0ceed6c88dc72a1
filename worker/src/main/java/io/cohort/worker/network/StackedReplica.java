package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import io.cohort.worker.device.Gpu;
import io.cohort.worker.device.NativeThreads;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.Stages;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of denoising autoencoders as a replica. The epoch says which layer learns; the others stay as they are, bit for bit.
 * Parameters lie as in the network of the whole stack, updater states one layer after another.
 */
final class StackedReplica implements Replica {
    private final NetworkSettings settings;
    private final ExampleSource source;
    private final OwnThread worker = new OwnThread("cohort-network");
    private final OwnThread reader = new OwnThread("cohort-examples");
    private final Stages stages;
    private final Corruption corruption;
    private final Learning wholeLearning;
    private final SequentialNetwork whole;
    private final List<StackedLayer> layers = new ArrayList<>();
    private final StateLayout layout;
    private final NativeMinibatch arrays;
    private final NativeMinibatch wholeArrays;

    /** @param source the replica's to close, unless this constructor throws */
    StackedReplica(NetworkSettings settings, ExampleSource source) {
        this.settings = settings;
        this.source = source;
        Gpu.here().bind();
        NativeThreads.set(settings.nativeThreads());
        StackedAutoencoder.Stack stack = StackedAutoencoder.stack(settings.architecture());
        this.stages = StackedAutoencoder.stages(settings.architecture());
        this.corruption = new Corruption(stack.noise());
        NetworkConfiguration configuration = configure(0);
        this.wholeLearning = Learning.into(configuration, settings.updater());
        this.whole = (SequentialNetwork) configuration.start();
        List<ParameterGroup> groups = ParameterGroup.of(whole);
        int state = 0;
        for (int i = 0; i < stack.hidden().size(); i++) {
            StackedLayer layer = new StackedLayer(settings, stack, i, blueprint(0), groups, state);
            layers.add(layer);
            state += layer.updaterState();
        }
        this.layout = new StateLayout(Math.toIntExact(whole.parameters().length()), state, List.of());
        this.arrays = new NativeMinibatch(settings.precision().type());
        this.wholeArrays = new NativeMinibatch(settings.precision().type());
    }

    private Blueprint blueprint(long seed) {
        return new Blueprint(
                source.catalog().shape(),
                settings.architecture().parameters(),
                settings.precision(),
                seed,
                ImageLayers.FAST);
    }

    private NetworkConfiguration configure(long seed) {
        return Architectures.configure(settings.architecture(), blueprint(seed));
    }

    @Override
    public StateLayout layout() {
        return layout;
    }

    @Override
    public float[] initialParameters(long seed) {
        return worker.callUnchecked(() -> {
            try (TrainedNetwork fresh = configure(seed).start()) {
                return NativeFloats.copyOf(fresh.parameters());
            }
        });
    }

    @Override
    public void load(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            NativeFloats.put(parameters, whole.parameters());
            layers.forEach(layer -> layer.load(parameters, updaterState));
            return null;
        });
    }

    @Override
    public void save(float[] parameters, float[] updaterState) {
        worker.callUnchecked(() -> {
            NativeFloats.get(whole.parameters(), parameters);
            layers.forEach(layer -> layer.save(parameters, updaterState));
            return null;
        });
    }

    @Override
    public TrainedShare train(int[][] minibatches, SharePlace place) throws IOException {
        long augmentation = io.cohort.worker.Seeds.of(place.seed(), place.epoch());
        try (MinibatchFeed<Minibatch> feed = new MinibatchFeed<>(
                reader.executor(), examples -> source.training(examples, augmentation), minibatches)) {
            return worker.call(() -> trainAll(feed, minibatches, place));
        }
    }

    private TrainedShare trainAll(MinibatchFeed<Minibatch> feed, int[][] minibatches, SharePlace place)
            throws IOException {
        int index = stages.at(place.epoch());
        StackedLayer layer = layers.get(index);
        layer.begin();
        int examples = 0;
        for (int i = 0; i < minibatches.length; i++) {
            Minibatch minibatch = feed.next();
            Tensor codes = codes(index, minibatch);
            Tensor corrupted = corruption.of(codes, minibatches[i], place.seed(), place.epoch());
            arrays.fill(new Minibatch(corrupted, codes, null, null));
            layer.train(arrays, place.rates()[i], Math.toIntExact(place.iteration() + i), place.epoch());
            examples += minibatch.examples();
        }
        return layer.trained(examples);
    }

    /** What the layers below a layer make of the examples, as rows. */
    private Tensor codes(int layer, Minibatch minibatch) {
        int examples = minibatch.examples();
        if (layer == 0) {
            float[] values = minibatch.features().values();
            return new Tensor(values, examples, values.length / examples);
        }
        wholeArrays.fill(new Minibatch(minibatch.features(), null, null, null));
        float[] codes = whole.activations(layer, wholeArrays.features());
        return new Tensor(codes, examples, codes.length / examples);
    }

    /** Through the whole stack, without noise. */
    @Override
    public ScoredExamples score(int[] examples) throws IOException {
        return worker.call(
                () -> new Scoring(whole, source, wholeArrays, wholeLearning, Target.FEATURES).score(examples));
    }

    @Override
    public void close() {
        reader.close();
        worker.callUnchecked(() -> {
            arrays.close();
            wholeArrays.close();
            layers.forEach(StackedLayer::close);
            whole.close();
            return null;
        });
        worker.close();
        source.close();
    }
}
