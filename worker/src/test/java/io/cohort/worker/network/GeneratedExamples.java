package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleFormat;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Examples drawn from a seed. Each class has a pattern of its own under noise. Sequences have lengths from one to the longest
 * unless told otherwise.
 */
record GeneratedExamples(ExampleShape shape, int size, boolean variable) implements ExampleSource, ExampleOpener {
    private static final long serialVersionUID = 1L;

    static GeneratedExamples images(int height, int width, int channels, int classes) {
        return of(ExampleShape.Kind.IMAGE, height, width, channels, 1, classes, false);
    }

    static GeneratedExamples tables(int columns, int classes) {
        return of(ExampleShape.Kind.TABLE, 1, 1, columns, 1, classes, false);
    }

    static GeneratedExamples sequences(int channels, int time, int classes, boolean labelEachStep) {
        return of(ExampleShape.Kind.SEQUENCE, 1, 1, channels, time, classes, labelEachStep);
    }

    private static GeneratedExamples of(
            ExampleShape.Kind kind, int height, int width, int channels, int time, int classes, boolean labelEachStep) {
        return new GeneratedExamples(
                new ExampleShape(kind, height, width, channels, time, classes, labelEachStep), 1024, true);
    }

    /** The same, all sequences of full length. */
    GeneratedExamples fixed() {
        return new GeneratedExamples(shape, size, false);
    }

    @Override
    public ExampleSource open(Configuration hadoop) {
        return this;
    }

    @Override
    public ExampleCatalog catalog() {
        return new ExampleCatalog(
                ExampleFormat.CSV,
                List.of(new ExampleCatalog.ExampleFile("memory:/generated", 1, size, -1)),
                IntStream.range(0, shape.classes()).mapToObj(c -> "c" + c).toList(),
                shape);
    }

    @Override
    public Minibatch training(int[] examples, long seed) {
        return evaluation(examples);
    }

    @Override
    public Minibatch evaluation(int[] examples) {
        return shape.kind() == ExampleShape.Kind.SEQUENCE ? sequences(examples) : flat(examples);
    }

    int label(int example) {
        return (int) Math.floorMod(Seeds.of(1, example), (long) shape.classes());
    }

    private Minibatch flat(int[] examples) {
        int width = shape.height() * shape.width() * shape.channels();
        float[] features = new float[examples.length * width];
        float[] labels = new float[examples.length * shape.classes()];
        for (int i = 0; i < examples.length; i++) {
            int label = label(examples[i]);
            SplittableRandom noise = new SplittableRandom(Seeds.of(2, examples[i]));
            SplittableRandom pattern = new SplittableRandom(Seeds.of(3, label));
            for (int j = 0; j < width; j++) {
                features[i * width + j] = (float) (pattern.nextDouble() + 0.5 * noise.nextDouble() - 0.7);
            }
            labels[i * shape.classes() + label] = 1;
        }
        Tensor x = shape.kind() == ExampleShape.Kind.IMAGE
                ? new Tensor(features, examples.length, shape.height(), shape.width(), shape.channels())
                : new Tensor(features, examples.length, width);
        return new Minibatch(x, new Tensor(labels, examples.length, shape.classes()), null, null);
    }

    private int length(int example) {
        return variable ? 1 + (int) Math.floorMod(Seeds.of(4, example), (long) shape.time()) : shape.time();
    }

    private Minibatch sequences(int[] examples) {
        int n = examples.length;
        int time = shape.time();
        float[] x = new float[n * shape.channels() * time];
        float[] y = new float[n * shape.classes() * (shape.labelEachStep() ? time : 1)];
        float[] mask = new float[n * time];
        for (int i = 0; i < n; i++) {
            SplittableRandom noise = new SplittableRandom(Seeds.of(5, examples[i]));
            int label = label(examples[i]);
            for (int t = 0; t < length(examples[i]); t++) {
                mask[i * time + t] = 1;
                for (int c = 0; c < shape.channels(); c++) {
                    double wave = StrictMath.sin((label + 1) * 0.7 * (t + 1) + c);
                    x[(i * shape.channels() + c) * time + t] = (float) (wave + 0.3 * noise.nextDouble() - 0.15);
                }
                if (shape.labelEachStep()) {
                    y[(i * shape.classes() + (label + t) % shape.classes()) * time + t] = 1;
                }
            }
            if (!shape.labelEachStep()) {
                y[i * shape.classes() + label] = 1;
            }
        }
        Tensor labels =
                shape.labelEachStep() ? new Tensor(y, n, shape.classes(), time) : new Tensor(y, n, shape.classes());
        Tensor shown = variable ? new Tensor(mask, n, time) : null;
        return new Minibatch(
                new Tensor(x, n, shape.channels(), time), labels, shown, shape.labelEachStep() ? shown : null);
    }

    @Override
    public void close() {}
}
