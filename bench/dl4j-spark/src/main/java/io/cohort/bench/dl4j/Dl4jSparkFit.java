package io.cohort.bench.dl4j;

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
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * LeNet trained by dl4j-spark's ParameterAveragingTrainingMaster with two workers on local[2]; prints one JSON document.
 * Arguments: images (idx), labels (idx), how many images, epochs that are timed, minibatches between two averagings, and
 * whether oneDNN's helpers are switched on.
 */
public final class Dl4jSparkFit {
    private static final int BATCH = 64;
    private static final int WORKERS = 2;

    private Dl4jSparkFit() {}

    public static void main(String[] args) throws IOException {
        boolean helpers = Boolean.parseBoolean(args[5]);
        // Read when DL4J's first class is loaded; true is what DL4J has if nobody says anything.
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", Boolean.toString(!helpers));
        List<DataSet> minibatches = minibatches(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        int epochs = Integer.parseInt(args[3]);
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("dl4j-spark")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            JavaRDD<DataSet> data = spark.parallelize(minibatches, WORKERS).cache();
            data.count();
            SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, lenet(), master(Integer.parseInt(args[4])));
            network.fit(data);
            int before = network.getNetwork().getIterationCount();
            long start = System.nanoTime();
            for (int epoch = 0; epoch < epochs; epoch++) {
                network.fit(data);
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            int iterations = network.getNetwork().getIterationCount() - before;
            System.out.printf(
                    Locale.ROOT,
                    "{\"seconds\": %.3f, \"iterations\": %d, \"trained\": %d, \"given\": %d, \"helper\": \"%s\", \"score\":"
                            + " %.4f}%n",
                    seconds,
                    iterations,
                    (long) iterations * WORKERS * BATCH,
                    (long) epochs * minibatches.size() * BATCH,
                    String.valueOf(network.getNetwork().getLayer(0).getHelper()).replaceAll("@.*", ""),
                    network.getScore());
        }
    }

    /** As its documentation advises: momentum is averaged too, minibatches arrive whole and are not shuffled between workers. */
    private static ParameterAveragingTrainingMaster master(int frequency) {
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
