package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares a network's gradients with central finite differences, {@code (L(w + ε) − L(w − ε)) / 2ε}, parameter by parameter, in double
 * precision; and the gradients in single precision, which other code computes (oneDNN), with those in double. Dropout is off, sequences are not cut, batch norm
 * normalises by the minibatch. Running statistics are not learned by gradients and not checked.
 */
public final class GradientCheck {
    /** Largest relative error against finite differences. */
    public static final double TOLERANCE = 1e-4;

    /** Largest relative distance of single from double precision: rounding and, rarely, a maximum that is another. */
    public static final double FLOAT_TOLERANCE = 5e-3;

    /** A window may have its maximum, and ReLU its bend, within ε of the parameters: the best of these counts. A wrong gradient is wrong for each. */
    private static final double[] EPSILONS = {1e-5, 1e-6, 1e-7};

    private final Function<Precision, NetworkConfiguration> configurations;
    private final Minibatch minibatch;
    private final long seed;
    private final int samples;

    /**
     * @param configurations of the same network in either precision; built anew at each call
     * @param samples parameters of a group that are compared with finite differences, at most
     */
    GradientCheck(
            Function<Precision, NetworkConfiguration> configurations, Minibatch minibatch, long seed, int samples) {
        this.configurations = configurations;
        this.minibatch = minibatch;
        this.seed = seed;
        this.samples = samples;
    }

    /**
     * Checks an architecture on examples drawn from a seed. Runs on the calling thread.
     *
     * @param settings which network
     * @param shape of the examples; small ones keep the check short
     * @param examples of the minibatch
     * @param seed of parameters, examples and of the choice of parameters
     * @param samples parameters of a group that are compared with finite differences, at most
     */
    public static GradientReport of(
            ArchitectureSettings settings, ExampleShape shape, int examples, long seed, int samples) {
        if (Architectures.isStacked(settings.name())) {
            return ofStack(settings, shape, examples, seed, samples);
        }
        return new GradientCheck(
                        precision -> Architectures.configure(
                                settings,
                                new Blueprint(shape, settings.parameters(), precision, seed, ImageLayers.FAST)),
                        RandomExamples.of(shape, examples, seed),
                        seed,
                        samples)
                .run();
    }

    /** Each layer of a stack with its decoder, from rows with noise to rows without. */
    private static GradientReport ofStack(
            ArchitectureSettings settings, ExampleShape shape, int examples, long seed, int samples) {
        StackedAutoencoder.Stack stack = StackedAutoencoder.stack(settings);
        List<GradientReport.Group> groups = new ArrayList<>();
        for (int i = 0; i < stack.hidden().size(); i++) {
            int layer = i;
            Blueprint any = new Blueprint(shape, settings.parameters(), Precision.FLOAT, seed, ImageLayers.FAST);
            Tensor rows = RandomExamples.of(StackedAutoencoder.rows(stack.below(i, any)), examples, seed)
                    .features();
            Tensor corrupted = new Corruption(stack.noise())
                    .of(rows, IntStream.range(0, examples).toArray(), seed, 0);
            GradientCheck check = new GradientCheck(
                    precision -> StackedAutoencoder.layer(
                            stack,
                            layer,
                            new Blueprint(shape, settings.parameters(), precision, seed, ImageLayers.FAST)),
                    new Minibatch(corrupted, rows, null, null),
                    seed,
                    samples);
            groups.addAll(check.run().groups());
        }
        return new GradientReport(groups);
    }

    /** One network with the minibatch; freed when closed. */
    private final class Side implements AutoCloseable {
        private final TrainedNetwork network;
        private final CountedLoss loss;
        private final NativeMinibatch arrays;

        private Side(Precision precision) {
            NetworkConfiguration configuration = configurations.apply(precision);
            configuration.withoutChance();
            loss = Learning.into(configuration, UpdaterSettings.usual(UpdaterSettings.Kind.SGD))
                    .loss();
            network = configuration.start();
            arrays = new NativeMinibatch(precision.type());
            arrays.fill(configuration.target().of(configuration.order().of(minibatch)));
        }

        private INDArray gradients() {
            network.computeGradients(arrays.features(), arrays.labels(), arrays.featureMask(), arrays.labelMask());
            return network.gradients();
        }

        private double loss() {
            loss.reset();
            return network.trainingLoss(arrays.features(), arrays.labels(), arrays.featureMask(), arrays.labelMask());
        }

        @Override
        public void close() {
            arrays.close();
            network.close();
        }
    }

    GradientReport run() {
        DataType before = Nd4j.dataType();
        try (Side wide = new Side(Precision.DOUBLE);
                Side narrow = new Side(Precision.FLOAT)) {
            float[] start = start(wide.network);
            NativeFloats.put(start, wide.network.parameters());
            NativeFloats.put(start, narrow.network.parameters());
            double[] rounded = narrow.gradients().dup().toDoubleVector();
            // Some of DL4J's layers (LastTimeStep) compute in the default type whatever the network's is.
            Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
            double[] exact = wide.gradients().dup().toDoubleVector();
            double whole = norm(exact, 0, exact.length);
            List<GradientReport.Group> groups = new ArrayList<>();
            for (ParameterGroup group : ParameterGroup.of(wide.network)) {
                if (Layouts.of(wide.network).statistics().stream()
                        .noneMatch(s -> group.offset() == s.mean() || group.offset() == s.spread())) {
                    groups.add(check(wide, group, exact, rounded, whole));
                }
            }
            return new GradientReport(groups);
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }

    /** The initial parameters, shaken: a gain that starts at 0 hides all behind it. */
    private float[] start(TrainedNetwork network) {
        float[] start = NativeFloats.copyOf(network.parameters());
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, 1));
        for (int i = 0; i < start.length; i++) {
            start[i] += (float) (0.1 * random.nextDouble() - 0.05);
        }
        return start;
    }

    private GradientReport.Group check(
            Side side, ParameterGroup group, double[] exact, double[] rounded, double whole) {
        double largest = 0;
        for (int i = 0; i < group.size(); i++) {
            largest = Math.max(largest, Math.abs(exact[group.offset() + i]));
        }
        double floor = Math.max(1e-3 * largest, 1e-6 * whole);
        int[] chosen = chosen(group);
        double error = 0;
        for (int index : chosen) {
            // Written so that a gradient that is not a number is an error.
            double one = errorOf(side, index, exact[index], floor);
            error = one <= error ? error : one;
        }
        double floatError =
                distance(exact, rounded, group) / Math.max(norm(exact, group.offset(), group.size()), 1e-4 * whole);
        return new GradientReport.Group(
                group.name(),
                group.size(),
                chosen.length,
                error,
                floatError,
                error <= TOLERANCE && floatError <= FLOAT_TOLERANCE);
    }

    private int[] chosen(ParameterGroup group) {
        if (group.size() <= samples) {
            return IntStream.range(group.offset(), group.offset() + group.size())
                    .toArray();
        }
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, 2, group.offset()));
        return random.ints(0, group.size())
                .distinct()
                .limit(samples)
                .map(i -> group.offset() + i)
                .sorted()
                .toArray();
    }

    private static double errorOf(Side side, int index, double analytic, double floor) {
        INDArray parameters = side.network.parameters();
        double at = parameters.getDouble(index);
        double best = Double.POSITIVE_INFINITY;
        for (double epsilon : EPSILONS) {
            parameters.putScalar(index, at + epsilon);
            double above = side.loss();
            parameters.putScalar(index, at - epsilon);
            double below = side.loss();
            double numeric = (above - below) / (2 * epsilon);
            double error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic) + Math.abs(numeric), floor);
            best = Math.min(best, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            if (best <= TOLERANCE / 10) {
                break;
            }
        }
        parameters.putScalar(index, at);
        return best;
    }

    private static double norm(double[] values, int offset, int size) {
        double sum = 0;
        for (int i = offset; i < offset + size; i++) {
            sum += values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    private static double distance(double[] a, double[] b, ParameterGroup group) {
        double sum = 0;
        for (int i = group.offset(); i < group.offset() + group.size(); i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
