package io.cohort.bench.dl4j;

import io.cohort.driver.dl4j.CohortTrainingMaster;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A program for Deeplearning4j on Spark as its users write them: LeNet, two workers on local[2], a few epochs, an evaluation.
 * Only {@link #master} knows whether DL4J's own master trains or Cohort's. Prints one JSON document. Arguments: images (idx),
 * labels (idx), test images (idx), test labels (idx), how many images, epochs, minibatches between two averagings, whether
 * oneDNN's helpers are switched on, and the master: dl4j or cohort.
 */
public final class Dl4jSparkFit {
    private static final int BATCH = 64;
    private static final int WORKERS = 2;

    private Dl4jSparkFit() {}

    public static void main(String[] args) throws IOException {
        boolean helpers = Boolean.parseBoolean(args[7]);
        // Read when DL4J's first class is loaded; true is what DL4J has if nobody says anything.
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", Boolean.toString(!helpers));
        List<DataSet> minibatches = minibatches(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[4]));
        List<DataSet> test = minibatches(Path.of(args[2]), Path.of(args[3]), Integer.MAX_VALUE);
        int epochs = Integer.parseInt(args[5]);
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("dl4j-spark")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            JavaRDD<DataSet> data = spark.parallelize(minibatches, WORKERS).cache();
            data.count();
            TrainingMaster<?, ?> master = master(args[8], Integer.parseInt(args[6]));
            master.addHook(new CountedExamples());
            SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, lenet(), master);
            long start = System.nanoTime();
            double[] seconds = new double[epochs];
            for (int epoch = 0; epoch < epochs; epoch++) {
                network.fit(data);
                seconds[epoch] = (System.nanoTime() - start) * 1e-9;
            }
            Evaluation evaluation = network.evaluate(spark.parallelize(test, WORKERS));
            print(network.getNetwork(), seconds, (long) minibatches.size() * BATCH, evaluation.accuracy());
        }
    }

    /** The first epoch, in which the JVM compiles, does not count as warm. */
    private static void print(MultiLayerNetwork network, double[] seconds, long given, double accuracy) {
        int epochs = seconds.length;
        double warm = seconds[epochs - 1] - seconds[0];
        System.out.printf(
                Locale.ROOT,
                "{\"seconds\": %.3f, \"warm_seconds\": %.3f, \"trained\": %d, \"given\": %d, \"images_per_second\": %.1f,"
                        + " \"accuracy\": %.4f, \"iterations\": %d, \"helper\": \"%s\"}%n",
                seconds[epochs - 1],
                warm,
                CountedExamples.SEEN.get(),
                given * epochs,
                CountedExamples.SEEN.get() / (double) epochs * (epochs - 1) / warm,
                accuracy,
                network.getIterationCount(),
                String.valueOf(network.getLayer(0).getHelper()).replaceAll("@.*", ""));
    }

    /** The line that is changed; DL4J's as its documentation advises: momentum is averaged too. */
    private static TrainingMaster<?, ?> master(String which, int frequency) {
        if (which.equals("cohort")) {
            return new CohortTrainingMaster.Builder(WORKERS, BATCH)
                    .batchSizePerWorker(BATCH)
                    .averagingFrequency(frequency)
                    .workerPrefetchNumBatches(2)
                    .saveUpdater(true)
                    .storageLevel(null)
                    .repartionData(Repartition.Never)
                    .rddTrainingApproach(RDDTrainingApproach.Direct)
                    .build();
        }
        return new ParameterAveragingTrainingMaster.Builder(WORKERS, BATCH)
                .batchSizePerWorker(BATCH)
                .averagingFrequency(frequency)
                .workerPrefetchNumBatches(2)
                .saveUpdater(true)
                .storageLevel(null)
                .repartionData(Repartition.Never)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build();
    }

    /** The network of Cohort's conf/lenet.conf, as DL4J's users write it. */
    private static MultiLayerConfiguration lenet() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .updater(new Nesterovs(0.02, 0.9))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).activation(Activation.RELU).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(50).activation(Activation.RELU).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(new DenseLayer.Builder().nOut(500).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1, CNN2DFormat.NCHW))
                .build();
    }

    /** Whole minibatches only. */
    private static List<DataSet> minibatches(Path images, Path labels, int most) throws IOException {
        try (DataInputStream pixels = open(images);
                DataInputStream classes = open(labels)) {
            pixels.readInt();
            int count = Math.min(most, pixels.readInt());
            int height = pixels.readInt();
            int width = pixels.readInt();
            classes.readLong();
            List<DataSet> minibatches = new ArrayList<>();
            byte[] bytes = new byte[BATCH * height * width];
            for (int done = 0; done + BATCH <= count; done += BATCH) {
                pixels.readFully(bytes);
                float[] values = new float[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    values[i] = (bytes[i] & 0xff) / 255f;
                }
                INDArray features = Nd4j.createFromArray(values).reshape(BATCH, 1, height, width);
                INDArray answers = Nd4j.zeros(BATCH, 10);
                for (int i = 0; i < BATCH; i++) {
                    answers.putScalar(i, classes.readUnsignedByte(), 1);
                }
                minibatches.add(new DataSet(features, answers));
            }
            return minibatches;
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new DataInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in);
    }
}
