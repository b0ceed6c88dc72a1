package io.cohort.worker;

/**
 * Derives the seed of any random draw from what identifies it (run seed, epoch, pass, range, bucket or replica), never
 * from a task, an executor or the clock, so that a retried task repeats itself.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014).
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /**
     * A seed for the draw that these numbers identify. Order matters.
     *
     * @param identity run seed first, then what narrows the draw down
     * @return 64 well-mixed bits; the same numbers always give the same bits
     */
    public static long of(long... identity) {
        long seed = mix(identity.length);
        for (long part : identity) {
            seed = mix(seed + GOLDEN_GAMMA ^ mix(part + GOLDEN_GAMMA));
        }
        return seed;
    }

    /**
     * A bijection on 64 bits that turns neighbouring inputs into unrelated outputs.
     *
     * @param value any 64 bits
     * @return 64 well-mixed bits
     */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
