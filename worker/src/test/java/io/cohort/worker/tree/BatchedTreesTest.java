package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.data.tree.Trees;
import io.cohort.worker.replica.ScoredExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchedTreesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void heightByHeightIsNodeByNode(TreeModel model) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 100);
        try (TreeReplica replica = TreeFixtures.started(spec, 5)) {
            float[] parameters = TreeFixtures.parameters(replica);
            double[] values = IntStream.range(0, parameters.length)
                    .mapToDouble(i -> parameters[i])
                    .toArray();
            for (int size : new int[] {1, 2, 3, 7, 8, 64, 100}) {
                int[] examples = IntStream.range(0, size).toArray();
                double expected = 0;
                for (int example : examples) {
                    expected += replica.plain().loss(values, replica.trees(example), replica.index(example));
                }

                double loss = replica.score(examples).loss();

                // float against double, terms of about 1.6
                assertThat(loss).isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void aTreeScoresTheSameWhateverItIsScoredWith(TreeModel model) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 70);
        try (TreeReplica replica = TreeFixtures.started(spec, 5)) {
            ScoredExamples together = replica.score(TreeFixtures.all(spec));
            int at = 0;
            for (int example = 0; example < 70; example++) {
                float[] alone = replica.score(new int[] {example}).outputs();

                float[] among = Arrays.copyOfRange(together.outputs(), at, at + alone.length);
                for (int i = 0; i < alone.length; i++) {
                    assertThat(among[i]).isCloseTo(alone[i], within(1e-6f));
                }
                at += alone.length;
            }
            assertThat(at).isEqualTo(together.outputs().length);
        }
    }

    @Test
    void termsAreNodesInOrderWithTheRootLast() throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(
                TreeFixtures.settings(TreeModel.LSTM),
                folder,
                List.of("(3 (2 it) (4 (1 really) (0 shines)))", "(1 no)", "(2 (3 so) (4 what))"));
        try (TreeReplica replica = TreeFixtures.started(spec, 5)) {
            ScoredExamples scored = replica.score(new int[] {2, 0, 1});

            assertThat(scored.examples()).isEqualTo(3);
            assertThat(scored.classes()).isEqualTo(5);
            assertThat(scored.labels()).containsExactly(3, 4, 2, 2, 1, 0, 4, 3, 1);
            assertThat(scored.term()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 2);
            for (int term = 0; term < 9; term++) {
                float sum = 0;
                for (int k = 0; k < 5; k++) {
                    sum += scored.outputs()[term * 5 + k];
                }
                assertThat(sum).isCloseTo(1, within(1e-6f));
            }
        }
    }

    @Test
    void rowsAreSortedByHeightAndKnowTheirChildren() throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(TreeModel.LSTM), folder, 30);
        try (TreeReplica replica = TreeFixtures.started(spec, 5)) {
            NodeBatch batch = new NodeBatch();
            int[] examples = {4, 0, 17, 29};
            batch.fill(
                    new io.cohort.worker.data.tree.TreeExamples(spec.catalog(), spec.vocabulary(), TreeFixtures.HADOOP),
                    examples);
            int term = 0;
            for (int e = 0; e < examples.length; e++) {
                Trees trees = replica.trees(examples[e]);
                int tree = replica.index(examples[e]);
                int first = term - trees.start(tree);
                for (int node = trees.start(tree); node <= trees.root(tree); node++, term++) {
                    int row = batch.row(term);
                    int height = trees.height(node);
                    assertThat(row).isBetween(batch.firstRow(height), batch.firstRow(height + 1) - 1);
                    assertThat(batch.example(term)).isEqualTo(e);
                    assertThat(batch.label(row)).isEqualTo(trees.label(node));
                    if (trees.isLeaf(node)) {
                        assertThat(batch.word(row)).isEqualTo(trees.word(node));
                    } else {
                        assertThat(batch.left(row)).isEqualTo(batch.row(first + trees.left(node)));
                        assertThat(batch.right(row)).isEqualTo(batch.row(first + trees.right(node)));
                    }
                }
            }
            assertThat(batch.nodes()).isEqualTo(term);
        }
    }
}
