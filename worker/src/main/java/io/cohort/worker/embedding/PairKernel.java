package io.cohort.worker.embedding;

/**
 * Skip-gram with negative sampling on one bucket, in groups of G pairs that share K negatives (Ji et al.: "Parallelizing
 * Word2Vec in Shared and Distributed Memory", 2016; Rengasamy et al.: "Optimizing Word2Vec Performance on Multicore
 * Systems", 2017). For a group with learning rate α:
 *
 * <ol>
 *   <li>all scores, from the rows as they are when the group begins: x·o of each pair, x·n of each pair and negative;
 *   <li>their errors: g = α · (1 − σ(x·o)) and g = α · (0 − σ(x·n));
 *   <li>pair after pair: x ← x + g·o + Σ gₖ·nₖ and o ← o + g·x with the x before, reading rows anew, so that a row that
 *       two pairs share loses nothing; a negative changes after the last pair, by the sum over the pairs of gₖ·x.
 * </ol>
 *
 * A negative is drawn again while it is an output row of the group or was drawn already, and left out after some tries.
 * An instance keeps scratch and serves one thread.
 */
public interface PairKernel extends AutoCloseable {
    /**
     * Trains a bucket, in place.
     *
     * @param bucket what to train; its rows have the settings' stride
     * @return the loss of a sample of the pairs
     * @throws IndexOutOfBoundsException if a pair names a row that a block does not have
     */
    Loss train(BucketTraining bucket);

    /** Frees what the kernel holds outside the heap. */
    @Override
    default void close() {}
}
