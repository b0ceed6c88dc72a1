package io.cohort.worker.data.example;

import java.util.Arrays;

/** Gives an example the class of the most similar one, to see whether there is something to learn at all. */
final class NearestNeighbour {
    private NearestNeighbour() {}

    /** Share of the first examples of {@code asked} that share the class of their nearest neighbour in {@code known}. */
    static double accuracy(Minibatch known, Minibatch asked, int count) {
        int right = 0;
        for (int i = 0; i < count; i++) {
            right += Arrays.equals(label(asked, i), label(known, nearest(known, asked, i))) ? 1 : 0;
        }
        return right / (double) count;
    }

    private static int nearest(Minibatch known, Minibatch asked, int example) {
        float[] all = known.features().values();
        float[] own = asked.features().values();
        int inputs = own.length / asked.examples();
        float least = Float.MAX_VALUE;
        int best = 0;
        for (int i = 0; i < known.examples(); i++) {
            float sum = 0;
            for (int k = 0; k < inputs; k++) {
                float difference = all[i * inputs + k] - own[example * inputs + k];
                sum += difference * difference;
            }
            best = sum < least ? i : best;
            least = Math.min(sum, least);
        }
        return best;
    }

    private static float[] label(Minibatch examples, int example) {
        int classes = examples.labels().shape()[1];
        return Arrays.copyOfRange(examples.labels().values(), example * classes, (example + 1) * classes);
    }
}
