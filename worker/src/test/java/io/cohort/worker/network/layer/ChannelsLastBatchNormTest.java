package io.cohort.worker.network.layer;

import static io.cohort.worker.network.layer.LayerUnderTest.difference;
import static io.cohort.worker.network.layer.LayerUnderTest.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ChannelsLastBatchNormTest {
    private static LayerUnderTest ours(int channels, Activation activation, boolean logarithm, DataType type) {
        ChannelsLastBatchNorm.Builder builder = new ChannelsLastBatchNorm.Builder();
        builder.useLogStd(logarithm).nOut(channels).activation(activation).name("bn1");
        return filled(new LayerUnderTest(builder.build(), images(channels, CNN2DFormat.NHWC), type));
    }

    private static LayerUnderTest plain(int channels, boolean logarithm, DataType type) {
        BatchNormalization.Builder builder = new BatchNormalization.Builder();
        builder.useLogStd(logarithm).nOut(channels);
        return filled(new LayerUnderTest(builder.build(), images(channels, CNN2DFormat.NCHW), type));
    }

    private static InputType images(int channels, CNN2DFormat format) {
        return InputType.convolutional(4, 4, channels, format);
    }

    /** Scales from 0.5 to 1.5, offsets, means and spreads from 0 to 1. */
    private static LayerUnderTest filled(LayerUnderTest layer) {
        INDArray parameters = layer.parameters();
        INDArray numbers =
                random(3, parameters.dataType(), parameters.length()).addi(1).divi(2);
        long channels = parameters.length() / 4;
        for (long i = 0; i < parameters.length(); i++) {
            parameters.putScalar(i, numbers.getDouble(i) + (i < channels ? 0.5 : 0));
        }
        return layer;
    }

    @ParameterizedTest
    @CsvSource({"2,3,2,1,RELU", "2,2,2,3,IDENTITY", "3,2,1,7,RELU", "1,5,4,8,RELU", "2,1,1,9,RELU"})
    void gradientsAreTheFiniteDifferences(int n, int h, int w, int channels, Activation activation) {
        LayerUnderTest ours = ours(channels, activation, true, DataType.DOUBLE);

        double worst = ours.worstGradient(random(5, DataType.DOUBLE, n, h, w, channels), 2L * channels);

        // Central differences in double with a step of 1e-5; the variance of few numbers bends more than a convolution.
        assertThat(worst).isLessThan(1e-6);
    }

    @Test
    void gradientsOfFlatInputAreTheFiniteDifferences() {
        LayerUnderTest ours = ours(5, Activation.RELU, false, DataType.DOUBLE);

        assertThat(ours.worstGradient(random(5, DataType.DOUBLE, 6, 5), 10)).isLessThan(1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "2,3,3,1,true",
        "1,9,7,3,true",
        "4,5,5,7,false",
        "8,8,8,8,true",
        "4,16,16,64,true",
        "32,1,1,64,false",
        "2,33,31,20,true",
    })
    void agreesWithDl4j(int n, int h, int w, int channels, boolean logarithm) {
        LayerUnderTest ours = ours(channels, Activation.IDENTITY, logarithm, DataType.FLOAT);
        LayerUnderTest plain = plain(channels, logarithm, DataType.FLOAT);
        INDArray x = random(5, DataType.FLOAT, n, h, w, channels).addi(0.7);
        INDArray channelsFirst = x.permute(0, 3, 1, 2).dup('c');
        INDArray epsilon = random(6, DataType.FLOAT, n, h, w, channels);

        INDArray inferred = ours.forward(x, false);
        INDArray expectedInferred = plain.forward(channelsFirst, false);
        INDArray y = ours.forward(x, true);
        INDArray expected = plain.forward(channelsFirst, true);
        INDArray below = ours.backward(epsilon);
        INDArray expectedBelow = plain.backward(epsilon.permute(0, 3, 1, 2).dup('c'));

        // DL4J sums in single precision.
        assertThat(difference(inferred, expectedInferred.permute(0, 2, 3, 1))).isLessThan(5e-6);
        assertThat(difference(y, expected.permute(0, 2, 3, 1))).isLessThan(5e-6);
        assertThat(difference(below, expectedBelow.permute(0, 2, 3, 1))).isLessThan(5e-6);
        assertThat(difference(ours.gradients(), plain.gradients())).isLessThan(5e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 20, 64})
    void reluInsideIsReluBehind(int channels) {
        LayerUnderTest with = ours(channels, Activation.RELU, true, DataType.FLOAT);
        LayerUnderTest without = ours(channels, Activation.IDENTITY, true, DataType.FLOAT);
        INDArray x = random(5, DataType.FLOAT, 3, 5, 4, channels);
        INDArray epsilon = random(6, DataType.FLOAT, 3, 5, 4, channels);

        INDArray y = with.forward(x, true);
        INDArray below = with.backward(epsilon.dup());
        INDArray z = without.forward(x, true);
        INDArray mask = z.gt(0).castTo(DataType.FLOAT);
        INDArray expectedBelow = without.backward(epsilon.mul(mask));

        assertThat(y).isEqualTo(z.mul(mask));
        assertThat(below).isEqualTo(expectedBelow);
        assertThat(with.gradients()).isEqualTo(without.gradients());
    }

    @ParameterizedTest
    @CsvSource({"1e4,1", "-3e5,1", "1e-6,1e-3", "0,1e-15", "0,1e12", "1e4,0"})
    void staysExactAtExtremeValues(double mean, double spread) {
        LayerUnderTest single = ours(9, Activation.IDENTITY, true, DataType.FLOAT);
        LayerUnderTest twice = ours(9, Activation.IDENTITY, true, DataType.DOUBLE);
        INDArray x = random(5, DataType.FLOAT, 4, 17, 15, 9).muli(spread).addi(mean);
        INDArray epsilon = random(6, DataType.FLOAT, 4, 17, 15, 9);
        twice.parameters().assign(single.parameters().castTo(DataType.DOUBLE));

        INDArray y = single.forward(x, true);
        INDArray below = single.backward(epsilon);
        INDArray expected = twice.forward(x.castTo(DataType.DOUBLE), true);
        INDArray expectedBelow = twice.backward(epsilon.castTo(DataType.DOUBLE));

        // The mean itself is rounded to single precision before it is subtracted: half a unit of 2⁻²⁴ of it.
        double tolerance = 5e-6 + 1.2e-7 * Math.abs(mean) / Math.max(spread, 3e-3);
        assertThat(difference(y, expected)).isLessThan(tolerance);
        assertThat(difference(below, expectedBelow)).isLessThan(tolerance);
    }

    @Test
    void runningStatisticsMoveTowardsTheBatch() {
        LayerUnderTest ours = ours(1, Activation.IDENTITY, false, DataType.FLOAT);
        ours.parameters().assign(org.nd4j.linalg.factory.Nd4j.createFromArray(1f, 0f, 10f, 8f));

        ours.forward(
                org.nd4j.linalg.factory.Nd4j.createFromArray(1f, 2f, 3f, 6f).reshape(4, 1, 1, 1), true);
        ours.backward(random(6, DataType.FLOAT, 4, 1, 1, 1));
        INDArray next = ours.parameters().sub(ours.gradients());

        // Mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5; 0.9 · 10 + 0.1 · 3 = 9.3; 0.9 · 8 + 0.1 · 3.5 = 7.55.
        assertThat(next.getDouble(2)).isCloseTo(9.3, within(1e-6));
        assertThat(next.getDouble(3)).isCloseTo(7.55, within(1e-6));
        assertThat(ours.layer().updaterDivideByMinibatch("mean")).isFalse();
        assertThat(ours.layer().updaterDivideByMinibatch("gamma")).isTrue();
    }

    @Test
    void oneExampleOfOnePixelIsRefusedInTrainingOnly() {
        LayerUnderTest ours = ours(3, Activation.RELU, true, DataType.FLOAT);
        INDArray x = random(5, DataType.FLOAT, 1, 1, 1, 3);

        assertThat(ours.forward(x, false).shape()).containsExactly(1, 1, 1, 3);
        assertThatThrownBy(() -> ours.forward(x, true))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("batch norm (layer name: bn1")
                .hasMessageContaining("use minibatches of 2 examples or more");
    }

    @Test
    void otherThreadsComputeTheSameBits() throws InterruptedException {
        INDArray x = random(5, DataType.FLOAT, 5, 13, 11, 20);
        INDArray epsilon = random(6, DataType.FLOAT, 5, 13, 11, 20);
        INDArray[] results = new INDArray[6];
        Thread[] threads = new Thread[2];

        for (int t = 0; t < 2; t++) {
            int first = 3 * t;
            threads[t] = new Thread(() -> {
                LayerUnderTest ours = ours(20, Activation.RELU, true, DataType.FLOAT);
                results[first] = ours.forward(x, true);
                results[first + 1] = ours.backward(epsilon);
                results[first + 2] = ours.gradients();
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        for (int i = 0; i < 3; i++) {
            assertThat(results[i].data().asFloat())
                    .containsExactly(results[i + 3].data().asFloat());
        }
    }
}
