package io.cohort.worker.network;

import java.io.Serializable;

/**
 * What text is wanted of a network that writes.
 *
 * @param characters to write, in [1, 1000000]
 * @param temperature exponent 1/T of the probabilities, at least 0: 1 draws as the network says, less makes the probable more
 *     probable, 0 takes the most probable character
 * @param prime what the network has read before it begins to write; empty for a line break
 * @param seed of the draws
 */
public record SamplingSettings(int characters, double temperature, String prime, long seed) implements Serializable {
    private static final int MOST = 1_000_000;

    /** @throws IllegalArgumentException if a value is out of its range; names the option */
    public SamplingSettings {
        if (characters < 1 || characters > MOST) {
            throw new IllegalArgumentException(
                    "--characters must be a whole number from 1 to " + MOST + ", but is " + characters);
        }
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--temperature must be finite and at least 0, but is " + temperature);
        }
    }
}
