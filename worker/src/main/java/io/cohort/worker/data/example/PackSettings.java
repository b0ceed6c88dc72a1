package io.cohort.worker.data.example;

import java.io.Serializable;

/**
 * How loose images are packed.
 *
 * @param shardExamples {@code prepare.shard-examples}: images of a packed file, at least 1
 * @param maxSide {@code prepare.max-side}: images whose shorter side is longer are made smaller and encoded anew; 0 keeps
 *     all of them as they are
 * @param quality {@code prepare.quality}: of what is encoded anew, in (0, 1]
 * @param seed {@code prepare.seed}: decides the order
 */
public record PackSettings(int shardExamples, int maxSide, double quality, long seed) implements Serializable {
    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public PackSettings {
        if (shardExamples < 1) {
            throw new IllegalArgumentException("prepare.shard-examples must be at least 1, but is " + shardExamples);
        }
        if (maxSide < 0) {
            throw new IllegalArgumentException("prepare.max-side must be at least 0, but is " + maxSide);
        }
        if (!(quality > 0 && quality <= 1)) {
            throw new IllegalArgumentException("prepare.quality must lie in (0, 1], but is " + quality);
        }
    }
}
