package io.cohort.worker.network;

import io.cohort.worker.replica.TrainedShare;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer of a stack with its decoder: a network of its own, whose parameters lie apart from each other in those of the stack. */
final class StackedLayer implements AutoCloseable {
    private final Learning learning;
    private final TrainedNetwork network;
    private final TrainingStep step;
    private final int[] places;
    private final int stateFrom;
    private final float[] parameters;
    private final float[] state;

    /**
     * @param index counted from 0
     * @param groups parameters of the stack
     * @param stateFrom where its updater state begins in that of the stack
     */
    StackedLayer(
            NetworkSettings settings,
            StackedAutoencoder.Stack stack,
            int index,
            Blueprint blueprint,
            List<ParameterGroup> groups,
            int stateFrom) {
        NetworkConfiguration configuration = StackedAutoencoder.layer(stack, index, blueprint);
        this.learning = Learning.into(configuration, settings.updater());
        this.network = configuration.start();
        this.step = new TrainingStep(network, settings.updater(), Layouts.of(network));
        this.places = ParameterGroup.of(network).stream()
                .flatMapToInt(mine -> groups.stream()
                        .filter(group -> group.name().equals(mine.name()))
                        .mapToInt(ParameterGroup::offset))
                .toArray();
        this.stateFrom = stateFrom;
        this.parameters = new float[Math.toIntExact(network.parameters().length())];
        INDArray view = network.updater().getStateViewArray();
        this.state = new float[view == null ? 0 : Math.toIntExact(view.length())];
    }

    /** Numbers of updater state. */
    int updaterState() {
        return state.length;
    }

    /** Takes its part of the stack's state. */
    void load(float[] all, float[] allState) {
        List<ParameterGroup> mine = ParameterGroup.of(network);
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(
                    all,
                    places[i],
                    parameters,
                    mine.get(i).offset(),
                    mine.get(i).size());
        }
        NativeFloats.put(parameters, network.parameters());
        if (state.length > 0) {
            NativeFloats.put(
                    Arrays.copyOfRange(allState, stateFrom, stateFrom + state.length),
                    network.updater().getStateViewArray());
        }
    }

    /** Writes its part of the stack's state. */
    void save(float[] all, float[] allState) {
        NativeFloats.get(network.parameters(), parameters);
        List<ParameterGroup> mine = ParameterGroup.of(network);
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(
                    parameters,
                    mine.get(i).offset(),
                    all,
                    places[i],
                    mine.get(i).size());
        }
        if (state.length > 0) {
            NativeFloats.get(network.updater().getStateViewArray(), state);
            System.arraycopy(state, 0, allState, stateFrom, state.length);
        }
    }

    /** Before the minibatches of a step. */
    void begin() {
        learning.loss().reset();
    }

    /** @param iteration updates of this layer before this one */
    void train(NativeMinibatch minibatch, double rate, int iteration, int epoch) {
        learning.setRate(rate);
        step.train(minibatch, iteration, epoch);
    }

    /** What was trained since {@link #begin()}. */
    TrainedShare trained(int examples) {
        return new TrainedShare(
                examples, learning.loss().loss(), learning.loss().terms(), 0);
    }

    @Override
    public void close() {
        network.close();
    }
}
