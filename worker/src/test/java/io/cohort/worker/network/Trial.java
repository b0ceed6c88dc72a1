package io.cohort.worker.network;

import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** A replica with its state beside it, as a task has it. */
final class Trial implements AutoCloseable {
    final Replica replica;
    final float[] parameters;
    final float[] updaterState;

    Trial(NetworkSettings settings, GeneratedExamples examples) throws IOException {
        this(new NetworkReplicaSpec(settings, examples));
    }

    Trial(ReplicaSpec spec) throws IOException {
        replica = spec.build(new Configuration(false));
        parameters = replica.initialParameters(42);
        updaterState = new float[replica.layout().updaterState()];
    }

    static NetworkSettings named(String name, Map<String, Object> parameters, UpdaterSettings updater) {
        return new NetworkSettings(ArchitectureSettings.named(name, parameters), updater, Precision.FLOAT, 1);
    }

    static NetworkSettings named(String name, Map<String, Object> parameters, UpdaterSettings.Kind kind) {
        return named(name, parameters, UpdaterSettings.usual(kind));
    }

    /** Trains a step of some minibatches, one after another, and reads the state back. */
    TrainedShare step(long step, int iteration, double rate, int[]... minibatches) throws IOException {
        double[] rates = new double[minibatches.length];
        Arrays.fill(rates, rate);
        replica.load(parameters, updaterState);
        TrainedShare trained = replica.train(minibatches, new SharePlace(7, 0, step, 0, iteration, rates));
        replica.save(parameters, updaterState);
        return trained;
    }

    /** Minibatches of neighbouring examples. */
    static int[][] minibatches(int from, int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        IntStream.range(from + i * size, from + (i + 1) * size).toArray())
                .toArray(int[][]::new);
    }

    @Override
    public void close() {
        replica.close();
    }
}
