package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.driver.dl4j.CohortTrainingMaster;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a program may do wrong with our training master. */
@Timeout(240)
class BadDl4jProgramIT {
    private static final Flowers FLOWERS = new Flowers(100);
    private static final int BATCH = 16;

    @TempDir
    Path folder;

    private JavaSparkContext open(String master) {
        return new JavaSparkContext(
                Dl4jMasterIT.Serialization.JAVA.conf(master).set("spark.hadoop.hadoop.tmp.dir", folder.toString()));
    }

    private static CohortTrainingMaster.Builder master(int workers) {
        return new CohortTrainingMaster.Builder(workers, BATCH).batchSizePerWorker(BATCH);
    }

    private static void fit(JavaSparkContext spark, CohortTrainingMaster master, int epochs, List<DataSet> data) {
        SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, Flowers.list(), master);
        for (int epoch = 0; epoch < epochs; epoch++) {
            network.fit(spark.parallelize(data, 3));
        }
    }

    @Test
    void aDirectoryIsNotMistakenForThatOfAnotherTraining() {
        String directory = folder.resolve("states").toString();
        try (JavaSparkContext spark = open("local[2]")) {
            fit(spark, master(2).directory(directory).build(), 1, FLOWERS.cut(BATCH));

            assertThatThrownBy(() -> fit(spark, master(1).directory(directory).build(), 1, new Flowers(50).cut(BATCH)))
                    .hasMessageContaining("holds an epoch 0")
                    .hasMessageContaining("other examples and other settings of the master")
                    .hasMessageContaining("give this training another directory");
        }
    }

    @Test
    void aMasterIsTheSameAfterItWasWritten() {
        CohortTrainingMaster master =
                master(4).outerMomentum(0.5).directory("s3a://bucket/x").build();

        assertThat(CohortTrainingMaster.fromJson(master.toJson()).toJson()).isEqualTo(master.toJson());
        assertThat(master.toYaml()).contains("workers: 4\n", "directory: \"s3a://bucket/x\"\n");
        assertThatThrownBy(() -> CohortTrainingMaster.fromJson("{\"wokers\": 3}"))
                .hasMessageContaining("wokers")
                .hasMessageContaining("batchSizePerWorker");
        assertThatThrownBy(() -> master(2).averagingFrequency(0).build())
                .hasMessage("averagingFrequency must be at least 1, but is 0");
    }

    @Test
    void dataAndNetworksThatCannotBeTrainedOnAreNamed() {
        try (JavaSparkContext spark = open("local[2]")) {
            assertThatThrownBy(() -> fit(spark, master(2).build(), 1, List.of(new DataSet())))
                    .hasMessageContaining("DataSet 0 of partition")
                    .hasMessageContaining("has no features");
            DataSet unequal = new DataSet(Nd4j.ones(5, 4), Nd4j.ones(4, 3));
            assertThatThrownBy(() -> fit(spark, master(2).build(), 1, List.of(FLOWERS.of(new int[] {1}), unequal)))
                    .hasMessageContaining("has 4 rows of labels, but 5 of features");
            DataSet wide = new DataSet(Nd4j.ones(5, 6), Nd4j.ones(5, 3));
            assertThatThrownBy(() -> fit(spark, master(2).build(), 1, List.of(FLOWERS.of(new int[] {1}), wide)))
                    .hasMessageContaining("features [6]")
                    .hasMessageContaining("features [4]");
            assertThatThrownBy(() -> new SparkDl4jMultiLayer(
                                    spark, Flowers.list(), master(2).build())
                            .fit(spark.<DataSet>emptyRDD()))
                    .hasMessageContaining("the RDD is empty");
            assertThatThrownBy(() -> fitOther(spark, Flowers.conjugateGradients()))
                    .hasMessageContaining("layer 0 (layer0, DenseLayer) is optimised by CONJUGATE_GRADIENT");
            assertThatThrownBy(() -> fitOther(spark, Flowers.doubles())).hasMessageContaining("computes in DOUBLE");
            assertThatThrownBy(() -> fitOther(spark, Flowers.diverging()))
                    .isInstanceOf(io.cohort.driver.step.DivergedException.class)
                    .hasMessageContaining("lower the learning rate of the network's updater");
        }
    }

    private static void fitOther(JavaSparkContext spark, org.deeplearning4j.nn.conf.MultiLayerConfiguration other) {
        new SparkDl4jMultiLayer(spark, other, master(2).build()).fit(spark.parallelize(FLOWERS.cut(BATCH), 3));
    }
}
