package io.cohort.worker.data.example;

/** Classes as rows of floats. */
final class Labels {
    private Labels() {}

    /**
     * One row for each label: 1 at its class, with some of it spread evenly over all classes (Szegedy et al.: "Rethinking
     * the Inception Architecture", CVPR 2016, section 7).
     *
     * @param labels classes, or negative where there is none: such a row is 0
     * @param classes how many
     * @param smoothing share that is spread, in [0, 1)
     * @return shape [labels.length, classes], or null where there are no classes
     */
    static Tensor rows(int[] labels, int classes, double smoothing) {
        if (classes == 0) {
            return null;
        }
        float spread = (float) (smoothing / classes);
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                java.util.Arrays.fill(values, i * classes, (i + 1) * classes, spread);
                values[i * classes + labels[i]] = (float) (1 - smoothing + smoothing / classes);
            }
        }
        return new Tensor(values, labels.length, classes);
    }
}
