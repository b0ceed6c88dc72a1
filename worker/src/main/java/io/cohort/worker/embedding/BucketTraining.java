package io.cohort.worker.embedding;

/**
 * One bucket to be trained in place. Pair i of n has the learning rate {@code max(rateFloor, rateStart + (rateEnd −
 * rateStart) · i/n)}; pairs of a group have that of their first.
 *
 * @param input rows of the input block, shape [rows, stride], row-major; changed
 * @param output rows of the output block, shape [rows, stride], row-major; changed; another array than input
 * @param pairs packed as {@link PairChunk#pair}; read
 * @param from index of the first pair
 * @param to index after the last pair, at least from
 * @param negatives draws a row of the output block
 * @param rateStart learning rate of the first pair
 * @param rateEnd learning rate after the last pair
 * @param rateFloor the rate never falls below it
 * @param seed of the negatives
 */
public record BucketTraining(
        float[] input,
        float[] output,
        int[] pairs,
        int from,
        int to,
        AliasTable negatives,
        double rateStart,
        double rateEnd,
        double rateFloor,
        long seed) {
    public BucketTraining {
        java.util.Objects.checkFromToIndex(from, to, pairs.length);
        if (!(Double.isFinite(rateStart) && Double.isFinite(rateEnd) && Double.isFinite(rateFloor))) {
            throw new IllegalArgumentException("learning rates must be finite, but are from " + rateStart + " to "
                    + rateEnd + " with floor " + rateFloor);
        }
    }

    /** The learning rate of a group, computed in double. */
    float rateAt(int firstPair) {
        double done = (firstPair - from) / (double) (to - from);
        return (float) Math.max(rateFloor, rateStart + (rateEnd - rateStart) * done);
    }
}
