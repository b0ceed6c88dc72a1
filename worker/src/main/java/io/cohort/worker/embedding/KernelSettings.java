package io.cohort.worker.embedding;

/**
 * What a skip-gram kernel is built for.
 *
 * @param dimension numbers of a vector that carry meaning, at least 1
 * @param negatives K, negatives that a group of pairs shares, in [1, 25]
 * @param group G, pairs of a group, in [1, 32]
 */
public record KernelSettings(int dimension, int negatives, int group) {
    /** Pairs of a group where nothing else is asked for: the rows of a larger one fall out of the first-level cache. */
    public static final int DEFAULT_GROUP = 8;

    public KernelSettings {
        if (dimension < 1 || dimension > 1 << 16) {
            throw new IllegalArgumentException("word-vectors.dimension must be in [1, 65536], but is " + dimension);
        }
        if (negatives < 1 || negatives > 25) {
            throw new IllegalArgumentException("word-vectors.negatives must be in [1, 25], but is " + negatives);
        }
        if (group < 1 || group > 32) {
            throw new IllegalArgumentException("word-vectors.group must be in [1, 32], but is " + group);
        }
    }

    /** Floats from one row to the next: the dimension rounded up to eight; what lies between is zero and stays so. */
    public int stride() {
        return (dimension + 7) & -8;
    }

    /** Scores that a full group has: of each pair and of each pair's input with each negative, rounded up to eight. */
    int mostScores() {
        return (group * (negatives + 1) + 7) & -8;
    }
}
