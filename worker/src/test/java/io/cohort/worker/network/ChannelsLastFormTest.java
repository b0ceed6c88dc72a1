package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.network.layer.ChannelsLastConvolution;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ChannelsLastFormTest {
    private static final int SIZE = 12;
    private static final int CHANNELS = 3;
    private static final int CLASSES = 4;
    /** Sums of a few hundred products in another order, in single precision, after three updates. */
    private static final float TOLERANCE = 2e-5f;

    private static MultiLayerConfiguration network(InputType input, boolean withUnknown) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(5)
                .l2(1e-3)
                .updater(new Nesterovs(0.01, 0.9))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.5)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build())
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build());
        if (withUnknown) {
            list.layer(new LocalResponseNormalization());
        }
        return list.layer(new DenseLayer.Builder()
                        .nOut(7)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainsTheSameParameters(boolean flat) {
        InputType input = flat
                ? InputType.convolutionalFlat(SIZE, SIZE, CHANNELS)
                : InputType.convolutional(SIZE, SIZE, CHANNELS);
        MultiLayerConfiguration list = network(input, false);
        MultiLayerNetwork asWritten = new MultiLayerNetwork(list.clone());
        asWritten.init();
        MultiLayerNetwork turned =
                new MultiLayerNetwork(ChannelsLastForm.of(list).orElseThrow());
        turned.init();
        turned.setParams(asWritten.params());
        Nd4j.getRandom().setSeed(9);
        INDArray images = Nd4j.rand(DataType.FLOAT, 8, CHANNELS, SIZE, SIZE);
        INDArray given = flat ? images.reshape(8, CHANNELS * SIZE * SIZE) : images;
        INDArray labels = Nd4j.zeros(8, CLASSES);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }

        for (int update = 0; update < 3; update++) {
            asWritten.fit(given, labels);
            turned.fit(given, labels);
        }

        assertThat(turned.getLayer(0).conf().getLayer()).isInstanceOf(ChannelsLastConvolution.class);
        assertThat(turned.params().toFloatVector())
                .usingComparatorWithPrecision(TOLERANCE)
                .containsExactly(asWritten.params().toFloatVector());
        assertThat(turned.getUpdater().getStateViewArray().toFloatVector())
                .usingComparatorWithPrecision(TOLERANCE)
                .containsExactly(asWritten.getUpdater().getStateViewArray().toFloatVector());
        assertThat(turned.output(given).ravel().toFloatVector())
                .usingComparatorWithPrecision(TOLERANCE)
                .containsExactly(asWritten.output(given).ravel().toFloatVector());
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        assertThat(ChannelsLastForm.of(network(InputType.convolutional(SIZE, SIZE, CHANNELS), true)))
                .isEmpty();
    }
}
