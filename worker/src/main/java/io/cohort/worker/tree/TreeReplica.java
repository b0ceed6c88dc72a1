package io.cohort.worker.tree;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.Trees;
import io.cohort.worker.device.Gpu;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/**
 * A recursive network with its trees. Every node of a tree is a term, children before their parent, so the root is the last
 * term of its tree.
 */
final class TreeReplica implements Replica {
    /** Trees that are scored at a time. */
    private static final int SCORED = 64;

    private final TreeSettings settings;
    private final TreeLayout layout;
    private final TreeExamples examples;
    private final FirstParameters first;
    private final Configuration hadoop;
    private final float[] parameters;
    private final float[] state;
    private final TreeNetwork network;
    private final Optimizer optimizer;
    private final WordGradient words;
    private final NodeBatch batch = new NodeBatch();
    private final float[] gradient;

    TreeReplica(TreeReplicaSpec spec, Configuration hadoop) {
        Gpu.here().bind();
        settings = spec.settings();
        layout = new TreeLayout(settings, spec.vocabulary().size());
        examples = new TreeExamples(spec.catalog(), spec.vocabulary(), hadoop);
        first = new FirstParameters(settings, layout, spec.vocabulary());
        this.hadoop = hadoop;
        parameters = new float[layout.state().parameters()];
        state = new float[layout.state().updaterState()];
        network = new TreeNetwork(settings, layout);
        optimizer = new Optimizer(settings, layout, parameters, state);
        words = new WordGradient(spec.vocabulary().size(), settings.dimension());
        gradient = new float[layout.dense()];
    }

    @Override
    public StateLayout layout() {
        return layout.state();
    }

    @Override
    public float[] initialParameters(long seed) {
        return first.draw(seed, hadoop);
    }

    @Override
    public void load(float[] newParameters, float[] updaterState) {
        System.arraycopy(newParameters, 0, parameters, 0, parameters.length);
        System.arraycopy(updaterState, 0, state, 0, state.length);
    }

    @Override
    public void save(float[] target, float[] updaterState) {
        System.arraycopy(parameters, 0, target, 0, parameters.length);
        System.arraycopy(state, 0, updaterState, 0, state.length);
    }

    @Override
    public TrainedShare train(int[][] minibatches, SharePlace place) throws IOException {
        int trees = 0;
        double loss = 0;
        long nodes = 0;
        long correct = 0;
        for (int m = 0; m < minibatches.length; m++) {
            long seed = Seeds.of(place.seed(), place.epoch(), place.step(), place.replica(), m);
            network.load(parameters);
            batch.fill(examples, minibatches[m]);
            network.forward(batch, new SplittableRandom(seed));
            loss += network.loss();
            correct += network.correct();
            nodes += batch.nodes();
            trees += minibatches[m].length;
            words.gather(batch, network.backward(batch, 1.0 / Math.max(1, minibatches[m].length), gradient));
            optimizer.step(gradient, words, place.rates()[m], place.iteration() + m);
        }
        return new TrainedShare(trees, loss, nodes, correct);
    }

    /**
     * Computes the classes' probabilities of every node. The terms of a tree follow each other, children before their
     * parent; the last one is the root.
     */
    @Override
    public ScoredExamples score(int[] numbers) throws IOException {
        network.load(parameters);
        int terms = 0;
        for (int number : numbers) {
            terms += examples.trees(number).nodes(examples.index(number));
        }
        float[] outputs = new float[Math.multiplyExact(terms, settings.classes())];
        int[] labels = new int[terms];
        int[] term = new int[terms];
        double loss = 0;
        int at = 0;
        for (int from = 0; from < numbers.length; from += SCORED) {
            batch.fill(examples, Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + SCORED)));
            network.forward(batch, null);
            loss += network.loss();
            for (int t = 0; t < batch.nodes(); t++, at++) {
                network.probabilities(batch.row(t), outputs, at * settings.classes());
                labels[at] = batch.label(batch.row(t));
                term[at] = from + batch.example(t);
            }
        }
        return new ScoredExamples(numbers.length, settings.classes(), outputs, labels, term, loss);
    }

    /**
     * The gradient that training would apply, without dropout and penalty.
     *
     * @param numbers of the examples of a minibatch
     * @return shape [parameters], words that the trees lack included; a new array
     */
    float[] gradient(int[] numbers) throws IOException {
        network.load(parameters);
        batch.fill(examples, numbers);
        network.forward(batch, null);
        words.gather(batch, network.backward(batch, 1.0 / numbers.length, gradient));
        float[] all = Arrays.copyOf(gradient, parameters.length);
        int dimension = settings.dimension();
        for (int i = 0; i < words.size(); i++) {
            int at = layout.words().offset() + words.word(i) * dimension;
            System.arraycopy(words.rows(), i * dimension, all, at, dimension);
        }
        return all;
    }

    /** The same network by plain recursion. */
    PlainTrees plain() {
        return new PlainTrees(settings, layout);
    }

    List<ParameterGroup> groups() {
        return layout.groups();
    }

    Trees trees(int example) throws IOException {
        return examples.trees(example);
    }

    int index(int example) {
        return examples.index(example);
    }

    @Override
    public void close() {
        network.close();
    }
}
