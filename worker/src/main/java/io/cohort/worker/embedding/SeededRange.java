package io.cohort.worker.embedding;

/**
 * A range of the corpus with the seed of all that is drawn from it.
 *
 * @param tokens word ids; −1 ends a sentence; kept, not copied
 * @param seed from {@link io.cohort.worker.Seeds#of} of run seed, epoch, pass and range
 */
public record SeededRange(int[] tokens, long seed) {}
