package io.cohort.jobs;

import io.cohort.worker.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Four measures of three kinds of flowers, and networks that tell them apart, as programs with DL4J have them. */
final class Flowers {
    private static final int COLUMNS = 4;
    static final int KINDS = 3;

    private final float[][] measures;
    private final float[][] kinds;

    /** @param count how many */
    Flowers(int count) {
        measures = new float[count][COLUMNS];
        kinds = new float[count][KINDS];
        SplittableRandom random = new SplittableRandom(Seeds.of(7));
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(KINDS);
            kinds[i][kind] = 1;
            for (int column = 0; column < COLUMNS; column++) {
                double centre = (kind + 1) * (column % 2 == 0 ? 0.8 : -0.5);
                measures[i][column] = (float) (centre + random.nextDouble(-0.5, 0.5));
            }
        }
    }

    /** Some of them. */
    DataSet of(int[] flowers) {
        float[][] features = new float[flowers.length][];
        float[][] labels = new float[flowers.length][];
        for (int i = 0; i < flowers.length; i++) {
            features[i] = measures[flowers[i]];
            labels[i] = kinds[flowers[i]];
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    /** All of them in order, in DataSets of these sizes by turns. */
    List<DataSet> cut(int... sizes) {
        List<DataSet> cut = new ArrayList<>();
        int from = 0;
        for (int turn = 0; from < measures.length; turn++) {
            int first = from;
            int size = Math.min(sizes[turn % sizes.length], measures.length - from);
            cut.add(of(java.util.stream.IntStream.range(first, first + size).toArray()));
            from += size;
        }
        return cut;
    }

    /** With the first two measures and the last two as inputs of their own. */
    static MultiDataSet halves(DataSet flowers) {
        return new MultiDataSet(
                new org.nd4j.linalg.api.ndarray.INDArray[] {
                    flowers.getFeatures().getColumns(0, 1),
                    flowers.getFeatures().getColumns(2, 3)
                },
                new org.nd4j.linalg.api.ndarray.INDArray[] {flowers.getLabels()});
    }

    /** Dropout, batch norm, Adam and a rate that changes at the third epoch and in the first: all that rounds may lose. */
    static MultiLayerConfiguration list() {
        return learning()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(COLUMNS)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization.Builder().nOut(8).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(KINDS)
                        .dropOut(0.9)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    /** Remembers more than parameters and updater state. */
    static MultiLayerConfiguration conjugateGradients() {
        return small(learning().optimizationAlgo(OptimizationAlgorithm.CONJUGATE_GRADIENT));
    }

    static MultiLayerConfiguration doubles() {
        return small(learning().dataType(DataType.DOUBLE));
    }

    static MultiLayerConfiguration diverging() {
        return small(learning().updater(new Sgd(1e30)));
    }

    private static MultiLayerConfiguration small(NeuralNetConfiguration.Builder learning) {
        return learning.list()
                .layer(new DenseLayer.Builder()
                        .nIn(COLUMNS)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(KINDS)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static NeuralNetConfiguration.Builder learning() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(new MapSchedule.Builder(ScheduleType.ITERATION)
                        .add(0, 0.01)
                        .add(5, 0.02)
                        .add(30, 0.005)
                        .build()));
    }

    /** A graph with two inputs. */
    static ComputationGraphConfiguration graph() {
        return learning()
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer(
                        "a",
                        new DenseLayer.Builder()
                                .nIn(2)
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        "left")
                .addLayer(
                        "b",
                        new DenseLayer.Builder()
                                .nIn(2)
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        "right")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(12)
                                .nOut(KINDS)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "both")
                .setOutputs("out")
                .build();
    }
}
