package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.replica.ScoredExamples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs examples through a network in inference mode and collects an output for each term. */
final class Scoring {
    private static final int BATCH = 64;

    private final TrainedNetwork network;
    private final ExampleSource source;
    private final NativeMinibatch arrays;
    private final Learning learning;
    private final Target target;
    private final TermLoss loss;

    Scoring(TrainedNetwork network, ExampleSource source, NativeMinibatch arrays, Learning learning, Target target) {
        this.network = network;
        this.source = source;
        this.arrays = arrays;
        this.learning = learning;
        this.target = target;
        this.loss = new TermLoss(learning.loss().objective());
    }

    /** Terms of one batch. */
    private record Terms(float[] outputs, int[] labels, int[] term, double loss) {}

    ScoredExamples score(int[] examples) throws IOException {
        List<Terms> parts = new ArrayList<>();
        int classes = source.catalog().shape().classes();
        for (int from = 0; from < examples.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(examples, from, Math.min(examples.length, from + BATCH));
            learning.draw(batch, 0, -1);
            learning.takeDivergence();
            parts.add(score(target.of(source.evaluation(batch)), from));
        }
        int terms = parts.stream().mapToInt(part -> part.term().length).sum();
        if (terms > 0) {
            classes = parts.get(0).outputs().length / parts.get(0).term().length;
        }
        return joined(examples.length, classes, terms, parts);
    }

    private static ScoredExamples joined(int examples, int classes, int terms, List<Terms> parts) {
        float[] outputs = new float[Math.multiplyExact(terms, classes)];
        int[] labels = new int[terms];
        int[] term = new int[terms];
        double loss = 0;
        int at = 0;
        for (Terms part : parts) {
            int count = part.term().length;
            System.arraycopy(part.outputs(), 0, outputs, at * classes, count * classes);
            System.arraycopy(part.labels(), 0, labels, at, count);
            System.arraycopy(part.term(), 0, term, at, count);
            loss += part.loss();
            at += count;
        }
        return new ScoredExamples(examples, classes, outputs, labels, term, loss);
    }

    private Terms score(Minibatch minibatch, int first) {
        arrays.fill(minibatch);
        try (INDArray outputs = network.outputs(arrays.features(), arrays.featureMask(), arrays.labelMask())) {
            float[] values = NativeFloats.copyOf(outputs);
            if (outputs.rank() == 3) {
                return steps(minibatch, values, Math.toIntExact(outputs.size(1)), first);
            }
            int[] term = new int[minibatch.examples()];
            Arrays.setAll(term, i -> first + i);
            return terms(
                    values,
                    minibatch.labels() == null ? null : minibatch.labels().values(),
                    term);
        }
    }

    /** From [n, classes, time] to a row for each step that has a label. */
    private Terms steps(Minibatch minibatch, float[] values, int classes, int first) {
        int examples = minibatch.examples();
        int time = values.length / classes / examples;
        float[] mask =
                minibatch.labelMask() == null ? null : minibatch.labelMask().values();
        int[] steps = java.util.stream.IntStream.range(0, examples * time)
                .filter(step -> mask == null || mask[step] != 0)
                .toArray();
        float[] outputs = rows(values, steps, classes, time);
        float[] labels =
                minibatch.labels() == null ? null : rows(minibatch.labels().values(), steps, classes, time);
        return terms(
                outputs,
                labels,
                Arrays.stream(steps).map(step -> first + step / time).toArray());
    }

    private static float[] rows(float[] values, int[] steps, int classes, int time) {
        float[] rows = new float[steps.length * classes];
        for (int i = 0; i < steps.length; i++) {
            int example = steps[i] / time;
            for (int c = 0; c < classes; c++) {
                rows[i * classes + c] = values[(example * classes + c) * time + steps[i] % time];
            }
        }
        return rows;
    }

    private Terms terms(float[] outputs, float[] labels, int[] term) {
        int[] right = new int[term.length];
        Arrays.fill(right, -1);
        int classes = term.length == 0 ? 0 : outputs.length / term.length;
        if (labels == null) {
            return new Terms(outputs, right, term, 0);
        }
        if (target == Target.LABELS) {
            Arrays.setAll(right, i -> Rows.largest(labels, i, classes));
        }
        double sum = loss.of(outputs, labels, term.length) + learning.takeDivergence();
        return new Terms(outputs, right, term, sum);
    }
}
