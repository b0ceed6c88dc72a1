package io.cohort.worker.data.example;

import java.io.Serializable;

/**
 * What becomes of images that are packed.
 *
 * @param maxSide images whose shorter side is longer are made smaller and encoded anew; 0 keeps all of them as they are
 * @param quality of what is encoded anew, in (0, 1]
 */
public record PackSettings(int maxSide, double quality) implements Serializable {
    /** @throws IllegalArgumentException if a value is out of its range; the message names the option */
    public PackSettings {
        if (maxSide < 0) {
            throw new IllegalArgumentException("--max-side must be at least 0, but is " + maxSide);
        }
        if (!(quality > 0 && quality <= 1)) {
            throw new IllegalArgumentException("--quality must lie in (0, 1], but is " + quality);
        }
    }
}
