package io.cohort.worker.embedding;

import java.util.Arrays;

/**
 * Draws an index with given probabilities in constant time: Walker's alias method as built by Vose ("A Linear Algorithm
 * for Generating Random Numbers with a Given Distribution", IEEE Trans. Software Engineering, 1991).
 */
public final class AliasTable {
    private final int[] thresholds;
    private final int[] aliases;

    private AliasTable(int[] thresholds, int[] aliases) {
        this.thresholds = thresholds;
        this.aliases = aliases;
    }

    /**
     * Builds the table.
     *
     * @param weights one weight an index, at least 0, with a sum above 0; read, not kept
     * @throws IllegalArgumentException if there is no weight above 0, or one is negative or not finite
     */
    public static AliasTable of(double[] weights) {
        double sum = sumOf(weights);
        int n = weights.length;
        double[] scaled = new double[n];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            scaled[i] = weights[i] * n / sum;
            if (scaled[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        return pair(scaled, small, smalls, large, larges);
    }

    private static AliasTable pair(double[] scaled, int[] small, int smallCount, int[] large, int largeCount) {
        int smalls = smallCount;
        int larges = largeCount;
        int[] thresholds = new int[scaled.length];
        int[] aliases = new int[scaled.length];
        Arrays.fill(thresholds, Integer.MAX_VALUE);
        Arrays.setAll(aliases, i -> i);
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[larges - 1];
            thresholds[less] = (int) Math.min(Integer.MAX_VALUE, (long) (scaled[less] * 0x1p31));
            aliases[less] = more;
            scaled[more] -= 1 - scaled[less];
            if (scaled[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
        return new AliasTable(thresholds, aliases);
    }

    private static double sumOf(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a weight must be finite and at least 0, but is " + weight);
            }
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("at least one weight must be above 0");
        }
        return sum;
    }

    /** How many indices there are. */
    public int size() {
        return aliases.length;
    }

    /**
     * The index that 64 random bits stand for.
     *
     * @param bits uniformly random; the upper 32 choose the column, the lower 31 decide between it and its alias
     * @return an index in [0, size)
     */
    public int draw(long bits) {
        int column = (int) (((bits >>> 32) * aliases.length) >>> 32);
        // Which of the two is a toss-up that no processor predicts: all ones to keep the column, without a branch.
        int keep = (int) (bits & 0x7fffffffL) - thresholds[column] >> 31;
        return aliases[column] ^ (aliases[column] ^ column) & keep;
    }
}
