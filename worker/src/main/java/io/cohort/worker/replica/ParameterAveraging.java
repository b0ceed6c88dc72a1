package io.cohort.worker.replica;

/**
 * The mean of several replicas' numbers, each replica with its examples as weight. Sums are kept in double, in the order
 * in which replicas are added. The mean of one replica is that replica, to the bit: a product of a float and a whole
 * number below 2^29 is exact in double, and so is its quotient.
 */
public final class ParameterAveraging {
    private final double[] sums;
    private long weight;

    /** @param size how many numbers a replica has */
    public ParameterAveraging(int size) {
        this.sums = new double[size];
    }

    /**
     * Adds a replica.
     *
     * @param examples that it trained on, at least 1
     * @param values shape [size]; read, not kept
     */
    public void add(int examples, float[] values) {
        if (examples < 1 || values.length != sums.length) {
            throw new IllegalArgumentException("a replica with " + examples + " examples and " + values.length
                    + " numbers cannot be averaged; expected at least 1 and " + sums.length);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (double) values[i] * examples;
        }
        weight += examples;
    }

    /** Examples of all replicas added. */
    public long weight() {
        return weight;
    }

    /**
     * The mean.
     *
     * @param i which number
     */
    public double mean(int i) {
        return sums[i] / weight;
    }

    /** The means as floats, shape [size]. */
    public float[] means() {
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) mean(i);
        }
        return means;
    }
}
