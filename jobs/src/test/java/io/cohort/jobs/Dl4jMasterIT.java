package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.driver.dl4j.CohortTrainingMaster;
import io.cohort.driver.plan.EpochOrder;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.worker.Seeds;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own classes for Spark with our training master, in a program's own Spark context. */
@Timeout(240)
class Dl4jMasterIT {
    private static final int COUNT = 403;
    private static final Flowers FLOWERS = new Flowers(COUNT);
    private static final int BATCH = 16;
    private static final int EVERY = 3;

    @TempDir
    Path folder;

    /** How Spark sends a program's DataSets. */
    enum Serialization {
        JAVA("org.apache.spark.serializer.JavaSerializer", "spark.dummy"),
        KRYO("org.apache.spark.serializer.KryoSerializer", "spark.kryo.registrator");

        private final String serializer;
        private final String key;

        Serialization(String serializer, String key) {
            this.serializer = serializer;
            this.key = key;
        }

        SparkConf conf(String master) {
            return new SparkConf()
                    .setMaster(master)
                    .setAppName("dl4j")
                    .set("spark.ui.enabled", "false")
                    .set("spark.driver.host", "127.0.0.1")
                    .set("spark.serializer", serializer)
                    .set(key, "org.nd4j.kryo.Nd4jRegistrator");
        }
    }

    private JavaSparkContext open(String master) {
        return new JavaSparkContext(
                Serialization.JAVA.conf(master).set("spark.hadoop.hadoop.tmp.dir", folder.toString()));
    }

    /** What programs have, the class's name changed. */
    private static CohortTrainingMaster.Builder master(int workers) {
        return new CohortTrainingMaster.Builder(workers, BATCH)
                .batchSizePerWorker(BATCH)
                .averagingFrequency(EVERY)
                .workerPrefetchNumBatches(2)
                .saveUpdater(true)
                .repartionData(Repartition.Always)
                .rddTrainingApproach(RDDTrainingApproach.Export)
                .rngSeed(5);
    }

    private static float[] fit(JavaSparkContext spark, CohortTrainingMaster master, int epochs, List<DataSet> data) {
        SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, Flowers.list(), master);
        JavaRDD<DataSet> rdd = spark.parallelize(data, 3);
        for (int epoch = 0; epoch < epochs; epoch++) {
            network.fit(rdd);
        }
        return network.getNetwork().params().toFloatVector();
    }

    /** The minibatches of the plan on one machine, by DL4J alone. */
    private static MultiLayerNetwork alone(int epochs) {
        MultiLayerNetwork network = new MultiLayerNetwork(Flowers.list());
        network.init();
        NetworkPlan plan = new NetworkPlan(COUNT, 1, EVERY, BATCH);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = EpochOrder.shuffled(5, epoch, COUNT);
            int step = epoch * (plan.steps() + 1);
            for (int pass = 0; pass < plan.steps(); pass++, step++) {
                int[][] minibatches = plan.examplesOf(order, pass, 0);
                for (int i = 0; i < minibatches.length; i++) {
                    Nd4j.getRandom().setSeed(Seeds.of(5, epoch, step, 0, i));
                    network.fit(FLOWERS.of(minibatches[i]));
                }
            }
            network.incrementEpochCount();
        }
        return network;
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    void oneWorkerTrainsWhatDl4jTrainsAlone(Serialization serialization) {
        MultiLayerNetwork expected = alone(3);

        try (JavaSparkContext spark = new JavaSparkContext(
                serialization.conf("local[2]").set("spark.hadoop.hadoop.tmp.dir", folder.toString()))) {
            SparkDl4jMultiLayer network =
                    new SparkDl4jMultiLayer(spark, Flowers.list(), master(1).build());
            JavaRDD<DataSet> rdd = spark.parallelize(FLOWERS.cut(BATCH), 3);
            for (int epoch = 0; epoch < 3; epoch++) {
                network.fit(rdd);
            }

            assertThat(network.getNetwork().params().toFloatVector())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(expected.params().toFloatVector());
            assertThat(network.getNetwork().getUpdater().getStateViewArray().toFloatVector())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(expected.getUpdater().getStateViewArray().toFloatVector());
            assertThat(network.getNetwork().getIterationCount()).isEqualTo(expected.getIterationCount());
            assertThat(network.getNetwork().getEpochCount()).isEqualTo(3);
            Evaluation evaluation = network.evaluate(rdd);
            assertThat(evaluation.accuracy()).isGreaterThan(0.9);
            assertThat(spark.getPersistentRDDs()).isEmpty();
        }
    }

    @Test
    void neitherExecutorsNorTheSizesOfDataSetsChangeABit() {
        float[] one;
        try (JavaSparkContext spark = open("local[1]")) {
            one = fit(spark, master(3).build(), 2, FLOWERS.cut(BATCH));
        }

        try (JavaSparkContext spark = open("local[2]")) {
            assertThat(fit(spark, master(3).build(), 2, FLOWERS.cut(1, 7, 64, 2)))
                    .containsExactly(one);
        }

        SparkConf conf = Serialization.JAVA
                .conf("local-cluster[2,1,1024]")
                .set("spark.hadoop.hadoop.tmp.dir", folder.toString())
                .set(
                        "spark.executor.extraJavaOptions",
                        "--add-modules=jdk.incubator.vector -Djavacpp.platform.extension=-onednn-avx2"
                                + " -Dorg.eclipse.deeplearning4j.helpers.disable=false");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            assertThat(fit(spark, master(3).build(), 2, FLOWERS.cut(BATCH))).containsExactly(one);
        }
    }

    @Test
    void aProgramThatDiedGoesOnWhereItWas() {
        String directory = folder.resolve("states").toString();
        try (JavaSparkContext spark = open("local[2]")) {
            float[] undisturbed = fit(spark, master(2).build(), 3, FLOWERS.cut(BATCH));
            List<Integer> before = new ArrayList<>();
            assertThatThrownBy(() -> program(spark, directory, before, 7))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("died");

            List<Integer> after = new ArrayList<>();
            float[] resumed = program(spark, directory, after, Integer.MAX_VALUE);

            assertThat(resumed).containsExactly(undisturbed);
            assertThat(before).hasSize(7);
            // 5 steps an epoch; the seventh was committed before the program was told of it.
            assertThat(after).hasSize(3 * 5 - 7);
        }
    }

    /** Trains three epochs, and dies after some steps. */
    private float[] program(JavaSparkContext spark, String directory, List<Integer> iterations, int dies) {
        SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(
                spark, Flowers.list(), master(2).directory(directory).build());
        network.setListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                iterations.add(iteration);
                if (iterations.size() == dies) {
                    throw new IllegalStateException("died");
                }
            }
        });
        JavaRDD<DataSet> rdd = spark.parallelize(FLOWERS.cut(BATCH), 3);
        for (int epoch = 0; epoch < 3; epoch++) {
            network.fit(rdd);
        }
        return network.getNetwork().params().toFloatVector();
    }

    @Test
    void graphsWithTwoInputsTrainFromRddsAndFilesAlike() throws IOException {
        try (JavaSparkContext spark = open("local[2]")) {
            List<MultiDataSet> halves =
                    FLOWERS.cut(BATCH).stream().map(Flowers::halves).toList();
            SparkComputationGraph fromRdd =
                    new SparkComputationGraph(spark, Flowers.graph(), master(2).build());
            JavaRDD<org.nd4j.linalg.dataset.api.MultiDataSet> rdd = spark.parallelize(new ArrayList<>(halves), 3);

            ComputationGraph trained = null;
            for (int epoch = 0; epoch < 8; epoch++) {
                trained = fromRdd.fitMultiDataSet(rdd);
            }

            assertThat(fromRdd.<Evaluation>evaluateMDS(rdd).accuracy()).isGreaterThan(0.9);
            assertThat(trained.getEpochCount()).isEqualTo(8);
            assertThat(trained.getIterationCount()).isEqualTo(8 * 13);

            List<String> paths = saved(halves);
            SparkComputationGraph fromFiles =
                    new SparkComputationGraph(spark, Flowers.graph(), master(2).build());
            JavaRDD<String> files = spark.parallelize(paths, 3);
            for (int epoch = 0; epoch < 8; epoch++) {
                fromFiles.fitPathsMultiDataSet(files);
            }
            assertThat(fromFiles.getNetwork().params().toFloatVector())
                    .containsExactly(trained.params().toFloatVector());

            assertThatThrownBy(() -> fromFiles.fitPathsMultiDataSet(spark.parallelize(List.of(paths.get(0) + "x"), 1)))
                    .hasMessageContaining(paths.get(0) + "x")
                    .hasMessageContaining("give fitPaths");
        }
    }

    /** Cut sequences make several updates a minibatch, of which the count of iterations knows. */
    @Test
    void recurrentGraphsAndListsTrainOnSequencesOfUnequalLengths() {
        try (JavaSparkContext spark = open("local[2]")) {
            JavaRDD<DataSet> waves = spark.parallelize(Waves.dataSets(60), 3);
            SparkDl4jMultiLayer list =
                    new SparkDl4jMultiLayer(spark, Waves.cut(4), master(2).build());
            SparkComputationGraph graph =
                    new SparkComputationGraph(spark, Waves.graph(), master(2).build());

            double before = list.calculateScore(waves, true);
            for (int epoch = 0; epoch < 6; epoch++) {
                list.fit(waves);
                graph.fit(waves);
            }

            assertThat(list.calculateScore(waves, true)).isLessThan(before * 0.8);
            // 2 minibatches of each worker an epoch, 8 time steps in segments of 4.
            assertThat(list.getNetwork().getIterationCount()).isEqualTo(6 * 2 * 2);
            assertThat(graph.getNetwork().getIterationCount()).isEqualTo(6 * 2);
            assertThat(graph.calculateScore(waves, true)).isLessThan(before);
        }
    }

    private List<String> saved(List<MultiDataSet> minibatches) throws IOException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < minibatches.size(); i++) {
            File file = folder.resolve("minibatch" + i + ".bin").toFile();
            minibatches.get(i).save(file);
            paths.add(file.toURI().toString());
        }
        return paths;
    }

    @Test
    void listenersHooksAndStatisticsSeeTheTraining() throws IOException {
        try (JavaSparkContext spark = open("local[2]")) {
            CountingHook.SEEN.set(0);
            CohortTrainingMaster master = master(2)
                    .trainingHooks(new CountingHook())
                    .collectTrainingStats(true)
                    .build();
            SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, Flowers.list(), master);
            List<String> told = new ArrayList<>();
            network.setListeners(new BaseTrainingListener() {
                @Override
                public void iterationDone(Model model, int iteration, int epoch) {
                    told.add("iteration " + iteration + " of epoch " + epoch);
                }

                @Override
                public void onEpochEnd(Model model) {
                    told.add("end");
                }
            });

            network.fit(spark.parallelize(FLOWERS.cut(BATCH), 3));

            assertThat(told)
                    .containsExactly(
                            "iteration 3 of epoch 0",
                            "iteration 6 of epoch 0",
                            "iteration 9 of epoch 0",
                            "iteration 12 of epoch 0",
                            "iteration 13 of epoch 0",
                            "end");
            assertThat(CountingHook.SEEN).hasValue(COUNT);
            assertThat(network.getScore())
                    .isCloseTo(network.getNetwork().score(), within(0.0))
                    .isGreaterThan(0);
            assertThat(master.getTrainingStats().getKeySet())
                    .containsExactly("export", "read", "train", "write", "combine", "job");
            assertThat(master.getTrainingStats().getValue("job")).hasSize(5);
            master.getTrainingStats().exportStatFiles(folder.resolve("stats").toString(), spark.sc());
            assertThat(folder.resolve("stats/train.txt")).content().startsWith("machineId,");
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        try (JavaSparkContext spark = open("local[2]")) {
            CohortTrainingMaster master = master(2).build();
            fit(spark, master, 2, FLOWERS.cut(BATCH));

            assertThat(spark.getPersistentRDDs()).isEmpty();
            assertThat(cohortFolders()).singleElement().asString().startsWith("cohort-examples-");

            assertThat(master.deleteTempFiles(spark)).isTrue();
            assertThat(cohortFolders()).isEmpty();
        }
    }

    /** A program of its own, for what is removed at its end. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try (JavaSparkContext spark = new JavaSparkContext(
                    Serialization.JAVA.conf("local[1]").set("spark.hadoop.hadoop.tmp.dir", args[0]))) {
                fit(spark, master(1).build(), 1, FLOWERS.cut(BATCH));
            }
        }
    }

    @Test
    void aProgramThatEndsLeavesNoFiles() throws IOException, InterruptedException {
        List<String> command =
                ChildProcess.java(System.getProperty("java.class.path"), "-Djavacpp.platform.extension=-onednn-avx2");
        command.addAll(List.of(Program.class.getName(), folder.toString()));

        try (ChildProcess program = new ChildProcess(command, Map.of())) {
            assertThat(program.end()).isZero();
        }

        assertThat(cohortFolders()).isEmpty();
    }

    private List<String> cohortFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("cohort-"))
                    .toList();
        }
    }
}
