package io.cohort.worker.tree;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import io.cohort.worker.replica.SharePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Small networks over drawn trees. */
final class TreeFixtures {
    static final Configuration HADOOP = new Configuration(false);

    private TreeFixtures() {}

    static TreeSettings settings(TreeModel model) {
        return settings(model, TreeOptimizer.ADAGRAD);
    }

    static TreeSettings settings(TreeModel model, TreeOptimizer optimizer) {
        return new TreeSettings(model, 5, 6, model == TreeModel.LSTM ? 7 : 6, optimizer, 0.3, 0.2, 1e-3, 0.5, null);
    }

    /** Trees of 1 to 12 words out of 20, with labels at random: as good as any to check arithmetic with. */
    static TreeReplicaSpec spec(TreeSettings settings, Path folder, int trees) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < trees; i++) {
            lines.add(tree(random, i == 0 ? 1 : 1 + random.nextInt(12), settings.classes()));
        }
        return spec(settings, folder, lines);
    }

    static TreeReplicaSpec spec(TreeSettings settings, Path folder, List<String> lines) throws IOException {
        Path file = folder.resolve("trees.txt");
        Files.write(file, lines);
        TreeSurvey survey = new TreeSurvey(settings.classes(), false);
        ExampleCatalog catalog =
                TreeExamples.survey(file.toString(), TreeBounds.of(settings.classes()), survey, HADOOP);
        return new TreeReplicaSpec(settings, catalog, survey.vocabulary(1));
    }

    private static String tree(SplittableRandom random, int words, int classes) {
        if (words == 1) {
            return "(" + random.nextInt(classes) + " w" + random.nextInt(20) + ")";
        }
        int left = 1 + random.nextInt(words - 1);
        return "(" + random.nextInt(classes) + " " + tree(random, left, classes) + " "
                + tree(random, words - left, classes) + ")";
    }

    /** A replica at the parameters that the seed gives. */
    static TreeReplica started(TreeReplicaSpec spec, long seed) {
        TreeReplica replica = new TreeReplica(spec, HADOOP);
        replica.load(replica.initialParameters(seed), new float[replica.layout().updaterState()]);
        return replica;
    }

    static int[] all(TreeReplicaSpec spec) {
        return IntStream.range(0, spec.catalog().size()).toArray();
    }

    static SharePlace place(long step, long iteration, int minibatches, double rate) {
        double[] rates = new double[minibatches];
        Arrays.fill(rates, rate);
        return new SharePlace(3, 0, step, 0, iteration, rates);
    }

    static float[] parameters(TreeReplica replica) {
        float[] parameters = new float[replica.layout().parameters()];
        replica.save(parameters, new float[replica.layout().updaterState()]);
        return parameters;
    }
}
