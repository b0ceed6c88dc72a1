package io.cohort.worker.data.example;

/**
 * Examples as a network takes them, n of them.
 *
 * @param features images [n, height, width, channels]; tables [n, columns]; sequences [n, channels, time]
 * @param labels [n, classes], one-hot or smoothed; a label each time step: [n, classes, time]; without labels: null
 * @param featureMask 1 where a sequence goes on, [n, time]; null where all do
 * @param labelMask 1 where a time step has a label, [n, time]; null where all do or labels have no time
 */
public record Minibatch(Tensor features, Tensor labels, Tensor featureMask, Tensor labelMask) {
    /** How many examples. */
    public int examples() {
        return features.shape()[0];
    }
}
