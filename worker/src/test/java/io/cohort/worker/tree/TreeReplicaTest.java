package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.TrainedShare;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TreeReplicaTest {
    private static final int[][] MINIBATCHES = {{0, 1, 2, 3, 4}, {5, 6, 7}, {8}, {9, 10, 11, 12, 13, 14, 15}};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void trainingAgainOrOnAnotherThreadGivesTheSameBits(TreeModel model)
            throws IOException, InterruptedException, ExecutionException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 16);

        float[] first = trained(spec);
        float[] again = trained(spec);
        FutureTask<float[]> other = new FutureTask<>(() -> trained(copied(spec)));
        Thread thread = new Thread(other);
        thread.start();
        thread.join();

        assertThat(again).isEqualTo(first);
        assertThat(other.get()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(TreeOptimizer.class)
    void stoppingBetweenStepsChangesNothing(TreeOptimizer optimizer) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(TreeModel.LSTM, optimizer), folder, 16);
        try (TreeReplica through = TreeFixtures.started(spec, 1);
                TreeReplica begun = TreeFixtures.started(spec, 1);
                TreeReplica resumed = new TreeReplica(spec, TreeFixtures.HADOOP)) {
            through.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0.05));
            through.train(MINIBATCHES, TreeFixtures.place(1, 4, 4, 0.05));

            begun.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0.05));
            float[] parameters = new float[begun.layout().parameters()];
            float[] state = new float[begun.layout().updaterState()];
            begun.save(parameters, state);
            resumed.load(parameters, state);
            resumed.train(MINIBATCHES, TreeFixtures.place(1, 4, 4, 0.05));

            assertThat(TreeFixtures.parameters(resumed)).isEqualTo(TreeFixtures.parameters(through));
            assertThat(state).hasSize(parameters.length * optimizer.multiple());
        }
    }

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void learnsTreesByHeart(TreeModel model) throws IOException {
        TreeSettings settings = new TreeSettings(model, 5, 8, 8, TreeOptimizer.ADAM, 0, 0, 0, 1, null);
        TreeReplicaSpec spec = TreeFixtures.spec(settings, folder, 16);
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            TrainedShare first = replica.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0.02));
            TrainedShare last = first;
            for (int step = 1; step < 150; step++) {
                last = replica.train(MINIBATCHES, TreeFixtures.place(step, 4L * step, 4, 0.02));
            }

            assertThat(first.examples()).isEqualTo(16);
            assertThat(first.lossTerms())
                    .isEqualTo(replica.score(TreeFixtures.all(spec)).labels().length);
            // Chance is ln 5 = 1.61. Single words with several labels cannot all be learned.
            assertThat(first.loss() / first.lossTerms()).isBetween(1.2, 2.0);
            assertThat(last.loss()).isLessThan(0.6 * first.loss());
            assertThat(last.correct()).isGreaterThan(2 * first.correct());
        }
    }

    @Test
    void dropoutDependsOnThePlaceOnly() throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(TreeModel.LSTM), folder, 16);
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            double loss =
                    replica.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0)).loss();
            double again =
                    replica.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0)).loss();
            double elsewhere =
                    replica.train(MINIBATCHES, TreeFixtures.place(1, 4, 4, 0)).loss();

            assertThat(again).isEqualTo(loss);
            assertThat(elsewhere).isNotEqualTo(loss);
        }
    }

    @Test
    void aRateOfZeroForWordsLeavesThemAsTheyAre() throws IOException {
        TreeSettings settings = new TreeSettings(TreeModel.LSTM, 5, 6, 7, TreeOptimizer.ADAGRAD, 0, 0, 0, 0, null);
        TreeReplicaSpec spec = TreeFixtures.spec(settings, folder, 16);
        int words = spec.groups().get(spec.groups().size() - 1).offset();
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            float[] before = TreeFixtures.parameters(replica);
            replica.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0.05));
            float[] after = TreeFixtures.parameters(replica);

            assertThat(Arrays.copyOfRange(after, words, after.length))
                    .isEqualTo(Arrays.copyOfRange(before, words, before.length));
            assertThat(Arrays.copyOf(after, words)).isNotEqualTo(Arrays.copyOf(before, words));
        }
    }

    @Test
    void wordsStartFromVectorsWhereThereAreSome() throws IOException {
        Path vectors = folder.resolve("vectors.txt");
        Files.writeString(vectors, "3 2\nw3 1.5 -2\ngood/bad 3 4\nother 5 6\n");
        TreeSettings settings =
                new TreeSettings(TreeModel.LSTM, 5, 2, 3, TreeOptimizer.SGD, 0, 0, 0, 1, vectors.toString());
        TreeReplicaSpec spec =
                TreeFixtures.spec(settings, folder, List.of("(2 (1 W3) (3 Good\\/bad))", "(2 (1 W3) (3 none))"));
        int words = spec.groups().get(spec.groups().size() - 1).offset();
        try (Replica replica = spec.build(TreeFixtures.HADOOP)) {
            float[] parameters = replica.initialParameters(1);

            assertThat(spec.vocabulary().words()).containsExactly("W3", "Good\\/bad", "none");
            assertThat(Arrays.copyOfRange(parameters, words + 2, words + 6)).containsExactly(1.5f, -2, 3, 4);
            assertThat(parameters[words + 6]).isBetween(-0.05f, 0.05f);
            assertThat(replica.initialParameters(1)).isEqualTo(parameters);
            assertThat(replica.initialParameters(2)).isNotEqualTo(parameters);
        }
    }

    @Test
    void refusesVectorsOfAnotherDimension() throws IOException {
        Path vectors = folder.resolve("vectors.txt");
        Files.writeString(vectors, "1 2\nw3 1.5 -2\n");
        TreeSettings settings =
                new TreeSettings(TreeModel.LSTM, 5, 3, 3, TreeOptimizer.SGD, 0, 0, 0, 1, vectors.toString());
        try (Replica replica = TreeFixtures.spec(settings, folder, 3).build(TreeFixtures.HADOOP)) {
            assertThatThrownBy(() -> replica.initialParameters(1))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(
                            "vectors.txt has vectors of 2 numbers, but the network's words have 3; set the"
                                    + " dimension to 2 or give other vectors");
        }
    }

    @Test
    void refusesTreesOfOtherClasses() throws IOException {
        TreeReplicaSpec five = TreeFixtures.spec(TreeFixtures.settings(TreeModel.LSTM), folder, 3);
        TreeSettings two = new TreeSettings(TreeModel.LSTM, 2, 6, 7, TreeOptimizer.SGD, 0, 0, 0, 1, null);

        assertThatThrownBy(() -> new TreeReplicaSpec(two, five.catalog(), five.vocabulary()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the trees have 5 classes, the network 2; train a network for 5 classes");
    }

    @Test
    void refusesANetworkTooLargeForOneReplica() {
        TreeSettings wide = new TreeSettings(TreeModel.TENSOR, 5, 1000, 1000, TreeOptimizer.ADAM, 0, 0, 0, 1, null);

        assertThatThrownBy(() -> new TreeLayout(wide, 100))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("node tensor of 2000 × 2000000 are too many numbers for one replica");
    }

    @Test
    void plainGradientStepsMoveAgainstTheGradient() throws IOException {
        TreeSettings settings = new TreeSettings(TreeModel.LSTM, 5, 6, 7, TreeOptimizer.SGD, 0, 0, 0.1, 0.5, null);
        TreeReplicaSpec spec = TreeFixtures.spec(settings, folder, 16);
        int[] minibatch = TreeFixtures.all(spec);
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            float[] before = TreeFixtures.parameters(replica);
            float[] gradient = replica.gradient(minibatch);
            replica.train(new int[][] {minibatch}, TreeFixtures.place(0, 0, 1, 0.25));
            float[] after = TreeFixtures.parameters(replica);

            for (ParameterGroup group : spec.groups()) {
                boolean words = group.name().equals("words");
                double l2 = words || group.name().endsWith("bias") ? 0 : 0.1;
                double rate = words ? 0.125 : 0.25;
                for (int i = group.offset(); i < group.end(); i++) {
                    double expected = before[i] - rate * (gradient[i] + l2 * before[i]);
                    assertThat((double) after[i]).as(group.name()).isCloseTo(expected, within(1e-6));
                }
            }
        }
    }

    private static float[] trained(TreeReplicaSpec spec) throws IOException {
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            replica.train(MINIBATCHES, TreeFixtures.place(0, 0, 4, 0.05));
            replica.score(new int[] {3, 4});
            replica.train(MINIBATCHES, TreeFixtures.place(1, 4, 4, 0.05));
            return TreeFixtures.parameters(replica);
        }
    }

    private static TreeReplicaSpec copied(TreeReplicaSpec spec) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spec);
        }
        return (TreeReplicaSpec) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}
