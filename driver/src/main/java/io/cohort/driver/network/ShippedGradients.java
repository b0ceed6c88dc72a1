package io.cohort.driver.network;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.tree.SampleTrees;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import io.cohort.worker.network.GradientCheck;
import io.cohort.worker.network.SmallNetworks;
import io.cohort.worker.tree.TreeGradientCheck;
import io.cohort.worker.tree.TreeModel;
import io.cohort.worker.tree.TreeOptimizer;
import io.cohort.worker.tree.TreeReplicaSpec;
import io.cohort.worker.tree.TreeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Checks the gradients of every architecture there is, in small and on generated examples. */
public final class ShippedGradients {
    private static final int LABELS = 5;

    private ShippedGradients() {}

    /**
     * Checks all, in this process.
     *
     * @param examples how many
     * @param samples derivatives of each group that are compared, at most
     * @param seed of parameters and examples
     * @param hadoop Hadoop's configuration
     * @return the groups of all networks, one network after the other
     * @throws IOException if no temporary file can be written
     */
    public static List<CheckedGradient> check(int examples, int samples, long seed, Configuration hadoop)
            throws IOException {
        List<CheckedGradient> groups = new ArrayList<>();
        for (SmallNetworks.Small network : SmallNetworks.all()) {
            GradientCheck.of(network.settings(), network.shape(), examples, seed, samples)
                    .groups()
                    .forEach(group -> groups.add(CheckedGradient.of(network.toString(), group)));
        }
        Path trees = Files.createTempFile("cohort-trees", ".txt");
        try {
            Files.writeString(trees, SampleTrees.text(examples, seed));
            for (Map.Entry<String, TreeModel> tree : new TreeMap<>(TreeDesign.ARCHITECTURES).entrySet()) {
                TreeGradientCheck.of(
                                spec(tree.getValue(), trees, hadoop),
                                IntStream.range(0, examples).toArray(),
                                samples,
                                seed,
                                hadoop)
                        .forEach(group -> groups.add(CheckedGradient.of(tree.getKey(), group)));
            }
        } finally {
            Files.delete(trees);
        }
        return groups;
    }

    private static TreeReplicaSpec spec(TreeModel model, Path trees, Configuration hadoop) throws IOException {
        int hidden = model == TreeModel.TENSOR ? 6 : 7;
        TreeSettings settings = new TreeSettings(model, LABELS, 6, hidden, TreeOptimizer.ADAGRAD, 0, 0, 0, 1, null);
        TreeSurvey survey = new TreeSurvey(LABELS, false);
        ExampleCatalog catalog = TreeExamples.survey(trees.toUri().toString(), TreeBounds.of(LABELS), survey, hadoop);
        return new TreeReplicaSpec(settings, catalog, survey.vocabulary(1));
    }
}
