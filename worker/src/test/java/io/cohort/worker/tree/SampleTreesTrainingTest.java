package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.tree.SampleTrees;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import io.cohort.worker.replica.ScoredExamples;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleTreesTrainingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void bothNetworksLearnTheSampleAndJudgeNewSentences(TreeModel model) throws IOException {
        SampleTrees.write(folder.toString(), 1, TreeFixtures.HADOOP);
        TreeSettings settings = new TreeSettings(model, 5, 16, 16, TreeOptimizer.ADAM, 0, 0, 0, 1, null);
        TreeSurvey survey = new TreeSurvey(5, false);
        TreeReplicaSpec training = new TreeReplicaSpec(settings, catalog("train.txt", survey), survey.vocabulary(1));
        TreeReplicaSpec validation = new TreeReplicaSpec(
                settings, catalog("validation.txt", new TreeSurvey(5, false)), training.vocabulary());

        try (TreeReplica replica = TreeFixtures.started(training, 1);
                TreeReplica judge = new TreeReplica(validation, TreeFixtures.HADOOP)) {
            for (int epoch = 0; epoch < 15; epoch++) {
                replica.train(minibatches(), TreeFixtures.place(epoch, 100L * epoch, 100, 0.003));
            }
            judge.load(
                    TreeFixtures.parameters(replica), new float[judge.layout().updaterState()]);

            // A fifth is chance; the most frequent class has about 0.3 of the roots.
            assertThat(roots(judge.score(TreeFixtures.all(validation)))).isGreaterThan(0.95);
        }
    }

    private static double roots(ScoredExamples scored) {
        int right = 0;
        for (int t = 0; t < scored.labels().length; t++) {
            boolean root = t + 1 == scored.labels().length || scored.term()[t + 1] != scored.term()[t];
            int best = 0;
            for (int k = 1; k < 5; k++) {
                best = scored.outputs()[t * 5 + k] > scored.outputs()[t * 5 + best] ? k : best;
            }
            right += root && best == scored.labels()[t] ? 1 : 0;
        }
        return right / (double) scored.examples();
    }

    private static int[][] minibatches() {
        int[][] minibatches = new int[100][20];
        for (int m = 0; m < 100; m++) {
            for (int i = 0; i < 20; i++) {
                minibatches[m][i] = 20 * m + i;
            }
        }
        return minibatches;
    }

    private ExampleCatalog catalog(String file, TreeSurvey survey) throws IOException {
        return TreeExamples.survey(folder.resolve(file).toString(), TreeBounds.of(5), survey, TreeFixtures.HADOOP);
    }
}
