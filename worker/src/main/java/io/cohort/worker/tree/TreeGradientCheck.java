package io.cohort.worker.tree;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.tree.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Compares the gradient that training computes, in float and height by height, with central finite differences of the loss
 * computed by plain recursion in double. The relative error of a derivative is its error by the larger of the two values,
 * or by a hundredth of the group's largest derivative where both are smaller than that: floats have 24 bits.
 */
public final class TreeGradientCheck {
    /** Half the distance of the two losses of a difference. */
    private static final double STEP = 1e-4;
    /** Share of a group's largest derivative below which errors are not taken relative to the derivative itself. */
    private static final double FLOOR = 1e-2;
    /** Largest relative error of a right gradient. Sound ones stay below 1e-3, a wrong term makes 0.1 and more. */
    public static final double TOLERANCE = 5e-3;

    private final TreeReplica replica;
    private final int[] examples;
    private final PlainTrees plain;
    private final double[] parameters;

    /**
     * The check of a group of parameters.
     *
     * @param group name
     * @param checked how many derivatives
     * @param maxRelativeError the largest
     * @param pass whether it is within {@link #TOLERANCE}
     */
    public record Row(String group, int checked, double maxRelativeError, boolean pass) {}

    private TreeGradientCheck(TreeReplica replica, int[] examples, float[] parameters) {
        this.replica = replica;
        this.examples = examples;
        this.plain = replica.plain();
        this.parameters = IntStream.range(0, parameters.length)
                .mapToDouble(i -> parameters[i])
                .toArray();
    }

    /**
     * Checks all groups at the parameters that a run with this seed starts from. Nothing is dropped and nothing penalised.
     *
     * @param spec the network and its trees
     * @param examples numbers of a few trees
     * @param most derivatives that are checked of each group, drawn by the seed; those by words that the trees lack are not
     * @param seed of the run
     * @throws IOException if the file system fails
     */
    public static List<Row> of(TreeReplicaSpec spec, int[] examples, int most, long seed, Configuration hadoop)
            throws IOException {
        try (TreeReplica replica = new TreeReplica(spec, hadoop)) {
            float[] parameters = replica.initialParameters(seed);
            replica.load(parameters, new float[replica.layout().updaterState()]);
            float[] gradient = replica.gradient(examples);
            return new TreeGradientCheck(replica, examples, parameters).rows(spec.groups(), gradient, most, seed);
        }
    }

    /** Compares any gradient with finite differences: shape [parameters], at these parameters. */
    static List<Row> compare(TreeReplica replica, int[] examples, float[] parameters, float[] gradient, int most)
            throws IOException {
        return new TreeGradientCheck(replica, examples, parameters).rows(replica.groups(), gradient, most, 0);
    }

    private List<Row> rows(List<ParameterGroup> groups, float[] gradient, int most, long seed) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (ParameterGroup group : groups) {
            int[] candidates = group.name().equals("words")
                    ? wordsHeld(group)
                    : IntStream.range(group.offset(), group.end()).toArray();
            rows.add(row(group.name(), drawn(candidates, most, Seeds.of(seed, group.offset())), gradient));
        }
        return rows;
    }

    private int[] wordsHeld(ParameterGroup words) throws IOException {
        SortedSet<Integer> held = new TreeSet<>();
        for (int example : examples) {
            Trees trees = replica.trees(example);
            int tree = replica.index(example);
            for (int node = trees.start(tree); node <= trees.root(tree); node++) {
                if (trees.isLeaf(node)) {
                    held.add(trees.word(node));
                }
            }
        }
        int width = words.columns();
        return held.stream()
                .flatMapToInt(word -> IntStream.range(0, width).map(i -> words.offset() + word * width + i))
                .toArray();
    }

    private static int[] drawn(int[] candidates, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = Math.min(most, candidates.length);
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(candidates.length - i);
            int other = candidates[i];
            candidates[i] = candidates[j];
            candidates[j] = other;
        }
        return java.util.Arrays.copyOf(candidates, count);
    }

    private Row row(String name, int[] checked, float[] gradient) throws IOException {
        double[] numeric = new double[checked.length];
        double largest = 0;
        for (int i = 0; i < checked.length; i++) {
            numeric[i] = difference(checked[i]);
            largest = Math.max(largest, Math.abs(numeric[i]));
        }
        double worst = largest > 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < checked.length; i++) {
            double analytic = gradient[checked[i]];
            double size = Math.max(FLOOR * largest, Math.max(Math.abs(analytic), Math.abs(numeric[i])));
            double error = Math.abs(analytic - numeric[i]) / size;
            worst = Math.max(worst, error);
        }
        return new Row(name, checked.length, worst, worst <= TOLERANCE);
    }

    private double difference(int parameter) throws IOException {
        double value = parameters[parameter];
        parameters[parameter] = value + STEP;
        double above = loss();
        parameters[parameter] = value - STEP;
        double below = loss();
        parameters[parameter] = value;
        return (above - below) / (2 * STEP);
    }

    private double loss() throws IOException {
        double sum = 0;
        for (int example : examples) {
            sum += plain.loss(parameters, replica.trees(example), replica.index(example));
        }
        return sum / examples.length;
    }
}
