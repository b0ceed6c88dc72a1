package io.cohort.worker.network;

/**
 * Draws from probabilities that are sharpened or flattened: class i with a probability proportional to p_i^(1/T).
 *
 * @param value T, at least 0; at 0 the most probable class, the first of equals
 */
record Temperature(double value) {
    /**
     * Draws a class.
     *
     * @param probabilities shape [classes], not all 0; read, not kept
     * @param place where the draw falls, in [0, 1)
     */
    int draw(float[] probabilities, double place) {
        int best = Rows.largest(probabilities, 0, probabilities.length);
        if (value == 0) {
            return best;
        }
        double[] sums = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            // Relative to the largest: the power of a small probability alone could be 0 for all.
            sum += StrictMath.pow((double) probabilities[i] / probabilities[best], 1 / value);
            sums[i] = sum;
        }
        int drawn = 0;
        while (sums[drawn] <= place * sum) {
            drawn++;
        }
        return drawn;
    }
}
