package io.cohort.worker.tree;

import java.util.SplittableRandom;

/** A mask that zeroes a share of numbers and scales the others so that their mean stays. */
final class Dropout {
    private static final int BITS = 16;

    private final double rate;
    private float[] mask = {};

    /** @param rate share that is zeroed, in [0, 1) */
    Dropout(double rate) {
        this.rate = rate;
    }

    /** Draws another mask, of so many numbers. */
    void draw(int size, SplittableRandom random) {
        mask = Rows.room(mask, size);
        int dropped = (int) (rate * (1 << BITS));
        float kept = (float) (1 / (1 - dropped / (double) (1 << BITS)));
        for (int i = 0; i < size; ) {
            long bits = random.nextLong();
            for (int end = Math.min(size, i + Long.SIZE / BITS); i < end; i++) {
                mask[i] = (bits & ((1 << BITS) - 1)) < dropped ? 0 : kept;
                bits >>>= BITS;
            }
        }
    }

    /** target[i] = source[i] · mask[i]; the arrays may be the same. */
    void apply(float[] source, float[] target, int size) {
        for (int i = 0; i < size; i++) {
            target[i] = source[i] * mask[i];
        }
    }

    /** Whether it would change anything. */
    boolean isOn() {
        return rate > 0;
    }
}
