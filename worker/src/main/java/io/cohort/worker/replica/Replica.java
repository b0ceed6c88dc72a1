package io.cohort.worker.replica;

import java.io.IOException;

/**
 * One copy of a model, trained in place: built once, overwritten with the state before every step. Holds native memory
 * until it is closed. Not safe for use by several threads at once.
 */
public interface Replica extends AutoCloseable {
    /** Sizes and places of what the state holds. */
    StateLayout layout();

    /**
     * The parameters that a run starts from.
     *
     * @param seed the run's seed; the same seed gives the same bits
     * @return shape [layout().parameters()]
     */
    float[] initialParameters(long seed);

    /**
     * Overwrites the replica with a state.
     *
     * @param parameters shape [layout().parameters()]; read, not kept
     * @param updaterState shape [layout().updaterState()]; read, not kept
     */
    void load(float[] parameters, float[] updaterState);

    /**
     * Reads the state that training has reached.
     *
     * @param parameters shape [layout().parameters()]; written
     * @param updaterState shape [layout().updaterState()]; written
     */
    void save(float[] parameters, float[] updaterState);

    /**
     * Trains minibatch after minibatch.
     *
     * @param minibatches numbers of the examples of each minibatch, in the input that the replica was built with
     * @param place what randomness and schedules depend on
     * @return what was trained
     * @throws io.cohort.worker.BadInputException if an example cannot be read or decoded; names it
     * @throws IOException if the file system fails
     */
    TrainedShare train(int[][] minibatches, SharePlace place) throws IOException;

    /**
     * Computes outputs without training: batch-norm with running statistics, no dropout, no augmentation.
     *
     * @param examples numbers of the examples
     * @return outputs in the order of the examples
     * @throws io.cohort.worker.BadInputException if an example cannot be read or decoded; names it
     * @throws IOException if the file system fails
     */
    ScoredExamples score(int[] examples) throws IOException;

    /** Frees native memory. */
    @Override
    void close();
}
