package io.cohort.bench;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import io.cohort.worker.data.tree.TreeVocabulary;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.TrainedShare;
import io.cohort.worker.tree.TreeModel;
import io.cohort.worker.tree.TreeOptimizer;
import io.cohort.worker.tree.TreeReplicaSpec;
import io.cohort.worker.tree.TreeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One replica of a recursive network, without Spark: accuracy and seconds of each epoch. */
@Command(
        name = "TreeBenchmark",
        mixinStandardHelpOptions = true,
        description = "One replica of a recursive network, without Spark: accuracy and seconds of each epoch.")
final class TreeBenchmark implements Callable<Integer> {
    @Parameters(index = "0", description = "folder with train.txt, dev.txt and test.txt")
    private Path folder;

    @Option(names = "--model", defaultValue = "LSTM", description = "LSTM or TENSOR, default ${DEFAULT-VALUE}")
    private TreeModel model;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(names = "--hidden", defaultValue = "150", description = "default ${DEFAULT-VALUE}")
    private int hidden;

    @Option(names = "--optimizer", defaultValue = "ADAGRAD", description = "default ${DEFAULT-VALUE}")
    private TreeOptimizer optimizer;

    @Option(names = "--rate", defaultValue = "0.05", description = "default ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--word-rate", defaultValue = "1", description = "factor for words, default ${DEFAULT-VALUE}")
    private double wordRate;

    @Option(names = "--dropout", defaultValue = "0.5", description = "default ${DEFAULT-VALUE}")
    private double dropout;

    @Option(names = "--word-dropout", defaultValue = "0.3", description = "default ${DEFAULT-VALUE}")
    private double wordDropout;

    @Option(names = "--l2", defaultValue = "1e-4", description = "default ${DEFAULT-VALUE}")
    private double l2;

    @Option(names = "--vectors", description = "word2vec file or run to start words from")
    private String vectors;

    @Option(names = "--batch", defaultValue = "25", description = "trees of a minibatch, default ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--epochs", defaultValue = "10", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--min-count", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
    private int minCount;

    @Option(names = "--classes", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int classes;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    private final Configuration hadoop = new Configuration(false);

    public static void main(String[] args) {
        BenchmarkMain.run(new TreeBenchmark(), args);
    }

    @Override
    public Integer call() throws Exception {
        TreeSettings settings = new TreeSettings(
                model, classes, dimension, hidden, optimizer, dropout, wordDropout, l2, wordRate, vectors);
        TreeSurvey survey = new TreeSurvey(classes, false);
        ExampleCatalog catalog = catalog("train.txt", survey);
        TreeVocabulary vocabulary = survey.vocabulary(minCount);
        try (Replica replica = new TreeReplicaSpec(settings, catalog, vocabulary).build(hadoop);
                Replica development = build(settings, "dev.txt", vocabulary);
                Replica test = build(settings, "test.txt", vocabulary)) {
            float[] parameters = replica.initialParameters(seed);
            float[] state = new float[replica.layout().updaterState()];
            replica.load(parameters, state);
            System.out.printf(Locale.ROOT, "vocabulary %d, parameters %d%n", vocabulary.size(), parameters.length);
            for (int epoch = 0; epoch < epochs; epoch++) {
                train(replica, catalog.size(), epoch);
                replica.save(parameters, state);
                development.load(parameters, state);
                test.load(parameters, state);
                System.out.println("  dev  " + score(development, "dev.txt"));
                System.out.println("  test " + score(test, "test.txt"));
            }
        }
        return 0;
    }

    private void train(Replica replica, int examples, int epoch) throws Exception {
        int[][] minibatches = minibatches(examples, epoch);
        double[] rates = new double[minibatches.length];
        Arrays.fill(rates, rate);
        long iteration = (long) epoch * minibatches.length;
        long start = System.nanoTime();
        TrainedShare share = replica.train(minibatches, new SharePlace(seed, epoch, epoch, 0, iteration, rates));
        System.out.printf(
                Locale.ROOT,
                "epoch %d: %.1f s, loss %.4f, training nodes %.2f %%%n",
                epoch + 1,
                (System.nanoTime() - start) / 1e9,
                share.loss() / share.lossTerms(),
                100.0 * share.correct() / share.lossTerms());
    }

    private int[][] minibatches(int examples, int epoch) {
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, epoch));
        int[] order = IntStream.range(0, examples).toArray();
        for (int i = examples - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        List<int[]> parts = new ArrayList<>();
        for (int from = 0; from < examples; from += batch) {
            parts.add(Arrays.copyOfRange(order, from, Math.min(examples, from + batch)));
        }
        return parts.toArray(int[][]::new);
    }

    private Replica build(TreeSettings settings, String file, TreeVocabulary vocabulary) throws Exception {
        return new TreeReplicaSpec(settings, catalog(file, new TreeSurvey(classes, false)), vocabulary).build(hadoop);
    }

    private ExampleCatalog catalog(String file, TreeSurvey survey) throws Exception {
        return TreeExamples.survey(folder.resolve(file).toString(), TreeBounds.of(classes), survey, hadoop);
    }

    private String score(Replica replica, String file) throws Exception {
        int trees = catalog(file, new TreeSurvey(classes, false)).size();
        return TreeAccuracy.of(replica.score(IntStream.range(0, trees).toArray()))
                .toString();
    }
}
