package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.SplittableRandom;

/** Examples without meaning, for checking gradients. Sequences have lengths from one step to all. */
final class RandomExamples {
    private RandomExamples() {}

    /** Features in [-1, 1), a class for each label. */
    static Minibatch of(ExampleShape shape, int examples, long seed) {
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, 3));
        int numbers = shape.height() * shape.width() * shape.channels() * shape.time();
        float[] features = new float[examples * numbers];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (2 * random.nextDouble() - 1);
        }
        return switch (shape.kind()) {
            case IMAGE ->
                labelled(
                        new Tensor(features, examples, shape.height(), shape.width(), shape.channels()), shape, random);
            case TABLE -> labelled(new Tensor(features, examples, numbers), shape, random);
            case SEQUENCE -> sequences(features, examples, shape, random);
        };
    }

    private static Minibatch labelled(Tensor features, ExampleShape shape, SplittableRandom random) {
        return new Minibatch(features, labels(features.shape()[0], shape.classes(), random), null, null);
    }

    private static Tensor labels(int examples, int classes, SplittableRandom random) {
        float[] labels = new float[examples * classes];
        for (int i = 0; i < examples; i++) {
            labels[i * classes + random.nextInt(classes)] = 1;
        }
        return new Tensor(labels, examples, classes);
    }

    private static Minibatch sequences(float[] features, int examples, ExampleShape shape, SplittableRandom random) {
        int time = shape.time();
        float[] mask = new float[examples * time];
        for (int i = 0; i < examples; i++) {
            int length = i == 0 ? time : 1 + random.nextInt(time);
            for (int t = 0; t < time; t++) {
                mask[i * time + t] = t < length ? 1 : 0;
                for (int c = 0; c < shape.channels(); c++) {
                    features[(i * shape.channels() + c) * time + t] *= mask[i * time + t];
                }
            }
        }
        Tensor shown = new Tensor(mask, examples, time);
        Tensor x = new Tensor(features, examples, shape.channels(), time);
        if (!shape.labelEachStep()) {
            return new Minibatch(x, labels(examples, shape.classes(), random), shown, null);
        }
        float[] labels = new float[examples * shape.classes() * time];
        for (int i = 0; i < examples; i++) {
            for (int t = 0; t < time; t++) {
                labels[(i * shape.classes() + random.nextInt(shape.classes())) * time + t] = mask[i * time + t];
            }
        }
        return new Minibatch(x, new Tensor(labels, examples, shape.classes(), time), shown, shown);
    }
}
