package io.cohort.worker.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between a network and the flat vectors of a state. */
final class FlatState {
    private FlatState() {}

    /**
     * Overwrites a network.
     *
     * @param parameters as many as the network has; read
     * @param updaterState as many numbers as its updater has; read
     */
    static void put(TrainedNetwork network, float[] parameters, float[] updaterState) {
        NativeFloats.put(parameters, network.parameters());
        INDArray own = network.updater().getStateViewArray();
        if (own != null) {
            NativeFloats.put(updaterState, own);
        }
    }

    /**
     * Reads a network.
     *
     * @param parameters as many as the network has; written
     * @param updaterState as many numbers as its updater has; written
     */
    static void get(TrainedNetwork network, float[] parameters, float[] updaterState) {
        NativeFloats.get(network.parameters(), parameters);
        INDArray own = network.updater().getStateViewArray();
        if (own != null) {
            NativeFloats.get(own, updaterState);
        }
    }
}
