package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Softmax regression by stochastic gradient descent, to see what a linear model makes of examples. */
final class LinearClassifier {
    private final int classes;
    private final int inputs;
    private final double[] weights;

    private LinearClassifier(int classes, int inputs) {
        this.classes = classes;
        this.inputs = inputs;
        this.weights = new double[classes * (inputs + 1)];
    }

    /** All examples as they are evaluated. */
    static Minibatch all(ExampleSettings settings, Configuration hadoop) throws IOException {
        try (ExampleSource source = ExampleSourceSpec.list(settings, hadoop).open(hadoop)) {
            int count = ExampleFiles.list(settings, hadoop).size();
            return source.evaluation(IntStream.range(0, count).toArray());
        }
    }

    /** Trains on examples in random order, each {@code epochs} times. */
    static LinearClassifier trained(Minibatch examples, int epochs, double rate) {
        int inputs = examples.features().values().length / examples.examples();
        LinearClassifier result = new LinearClassifier(examples.labels().shape()[1], inputs);
        SplittableRandom random = new SplittableRandom(Seeds.of(1));
        for (int step = 0; step < epochs * examples.examples(); step++) {
            result.step(examples, random.nextInt(examples.examples()), rate);
        }
        return result;
    }

    /** Share of the examples whose class it finds. */
    double accuracy(Minibatch examples) {
        int right = 0;
        for (int i = 0; i < examples.examples(); i++) {
            double[] scores = scores(examples.features().values(), i * inputs);
            right += best(scores) == label(examples, i) ? 1 : 0;
        }
        return right / (double) examples.examples();
    }

    private void step(Minibatch examples, int example, double rate) {
        float[] values = examples.features().values();
        double[] scores = scores(values, example * inputs);
        double top = scores[best(scores)];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            scores[c] = Math.exp(scores[c] - top);
            sum += scores[c];
        }
        int label = label(examples, example);
        for (int c = 0; c < classes; c++) {
            double change = rate * ((c == label ? 1 : 0) - scores[c] / sum);
            int row = c * (inputs + 1);
            for (int k = 0; k < inputs; k++) {
                weights[row + k] += change * values[example * inputs + k];
            }
            weights[row + inputs] += change;
        }
    }

    private double[] scores(float[] values, int from) {
        double[] scores = new double[classes];
        for (int c = 0; c < classes; c++) {
            int row = c * (inputs + 1);
            double sum = weights[row + inputs];
            for (int k = 0; k < inputs; k++) {
                sum += weights[row + k] * values[from + k];
            }
            scores[c] = sum;
        }
        return scores;
    }

    private int label(Minibatch examples, int example) {
        int label = 0;
        while (examples.labels().values()[example * classes + label] != 1) {
            label++;
        }
        return label;
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }
}
