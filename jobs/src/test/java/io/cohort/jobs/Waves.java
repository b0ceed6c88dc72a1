package io.cohort.jobs;

import io.cohort.worker.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Waves of 8 or 6 time steps, each step labelled by whether the wave is above 0, and recurrent networks for them. */
final class Waves {
    private static final int UNITS = 6;

    private Waves() {}

    /** @param count how many, each in a DataSet of its own */
    static List<DataSet> dataSets(int count) {
        SplittableRandom random = new SplittableRandom(Seeds.of(11));
        List<DataSet> waves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int time = i % 4 == 3 ? 6 : 8;
            INDArray features = Nd4j.zeros(1, 1, time);
            INDArray labels = Nd4j.zeros(1, 2, time);
            double phase = random.nextDouble(0, 6);
            for (int t = 0; t < time; t++) {
                double height = Math.sin(phase + t);
                features.putScalar(0, 0, t, height);
                labels.putScalar(0, height > 0 ? 1 : 0, t, 1);
            }
            waves.add(new DataSet(features, labels));
        }
        return waves;
    }

    private static LSTM lstm() {
        return new LSTM.Builder().nIn(1).nOut(UNITS).build();
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(UNITS)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** A list of layers whose sequences are cut into segments. */
    static MultiLayerConfiguration cut(int segment) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.03))
                .list()
                .layer(lstm())
                .layer(output())
                .backpropType(org.deeplearning4j.nn.conf.BackpropType.TruncatedBPTT)
                .tBPTTLength(segment)
                .build();
    }

    /** The same as a graph that sees whole sequences. */
    static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.03))
                .graphBuilder()
                .addInputs("in")
                .addLayer("lstm", lstm(), "in")
                .addLayer("out", output(), "lstm")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(1))
                .build();
    }
}
