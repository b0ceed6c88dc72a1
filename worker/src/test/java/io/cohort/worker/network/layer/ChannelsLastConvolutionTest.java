package io.cohort.worker.network.layer;

import static io.cohort.worker.network.layer.LayerUnderTest.difference;
import static io.cohort.worker.network.layer.LayerUnderTest.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ChannelsLastConvolutionTest {
    /** Batch, height, width, channels in, channels out, kernel, stride, padding, same. */
    record Case(int n, int h, int w, int in, int out, int k, int s, int p, boolean same, boolean relu, boolean bias) {
        static Case of(String text) {
            String[] part = text.trim().split(" +");
            return new Case(
                    Integer.parseInt(part[0]),
                    Integer.parseInt(part[1]),
                    Integer.parseInt(part[2]),
                    Integer.parseInt(part[3]),
                    Integer.parseInt(part[4]),
                    Integer.parseInt(part[5]),
                    Integer.parseInt(part[6]),
                    part[7].equals("same") ? 0 : Integer.parseInt(part[7]),
                    part[7].equals("same"),
                    part[8].contains("r"),
                    part[8].contains("b"));
        }

        <T extends ConvolutionLayer.Builder> T fill(T builder) {
            builder.nOut(out).stride(s, s).padding(p, p).hasBias(bias).biasInit(0.1);
            builder.convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate);
            builder.activation(relu ? Activation.RELU : Activation.IDENTITY);
            return builder;
        }

        LayerUnderTest ours(DataType type) {
            return new LayerUnderTest(
                    fill(new ChannelsLastConvolution.Builder(k, k)).build(),
                    InputType.convolutional(h, w, in, CNN2DFormat.NHWC),
                    type);
        }

        LayerUnderTest plain() {
            return new LayerUnderTest(
                    fill(new ConvolutionLayer.Builder(k, k)).build(),
                    InputType.convolutional(h, w, in, CNN2DFormat.NCHW),
                    DataType.FLOAT);
        }

        INDArray images(DataType type) {
            return random(5, type, n, h, w, in);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1 5 4 1 2 3 1 0 rb",
        "2 5 6 3 4 3 2 1 rb",
        "2 5 5 3 2 3 2 same b",
        "3 6 5 2 7 1 1 0 r",
        "2 7 7 2 3 5 2 2 -",
        "2 4 4 3 8 2 1 same rb",
    })
    void gradientsAreTheFiniteDifferences(String text) {
        Case layer = Case.of(text);
        LayerUnderTest ours = layer.ours(DataType.DOUBLE);

        double worst = ours.worstGradient(
                layer.images(DataType.DOUBLE), ours.parameters().length());

        // Central differences of double with a step of 1e-5: rounding 1e-11, curvature none but at the corner of ReLU.
        assertThat(worst).isLessThan(1e-7);
    }

    @ParameterizedTest
    @CsvSource({
        "1 9 7 1 1 3 1 0 rb",
        "1 9 7 3 8 3 2 1 rb",
        "4 13 11 3 64 7 2 3 rb",
        "4 13 11 3 7 7 2 same rb",
        "4 16 16 64 64 3 1 same r",
        "4 16 15 64 7 3 2 1 -",
        "2 17 16 7 64 1 2 0 b",
        "8 8 8 8 8 2 2 0 rb",
        "2 16 16 8 3 5 1 2 b",
        "1 1 1 64 3 1 1 0 rb",
        "32 12 12 3 20 5 1 0 rb",
    })
    void agreesWithDl4j(String text) {
        Case layer = Case.of(text);
        LayerUnderTest ours = layer.ours(DataType.FLOAT);
        LayerUnderTest plain = layer.plain();
        plain.parameters().assign(ours.parameters());
        INDArray images = layer.images(DataType.FLOAT);

        INDArray output = ours.forward(images, true);
        INDArray expected = plain.forward(images.permute(0, 3, 1, 2).dup('c'), true);
        INDArray epsilon = random(6, DataType.FLOAT, output.shape());
        INDArray below = ours.backward(epsilon);
        INDArray expectedBelow = plain.backward(epsilon.permute(0, 3, 1, 2).dup('c'));

        // Sums of up to 4,608 products in single precision in another order.
        assertThat(difference(output, expected.permute(0, 2, 3, 1))).isLessThan(5e-6);
        assertThat(difference(below, expectedBelow.permute(0, 2, 3, 1))).isLessThan(5e-6);
        assertThat(difference(ours.gradients(), plain.gradients())).isLessThan(5e-6);
        assertThat(difference(ours.forward(images, false), expected.permute(0, 2, 3, 1)))
                .isLessThan(5e-6);
    }

    @Test
    void takesErrorsInAnyMemoryOrder() {
        Case layer = Case.of("2 6 5 3 4 3 1 same rb");
        LayerUnderTest ours = layer.ours(DataType.FLOAT);
        INDArray images = layer.images(DataType.FLOAT);
        INDArray epsilon = random(6, DataType.FLOAT, 2, 6, 5, 4);

        ours.forward(images, true);
        INDArray expected = ours.backward(epsilon).dup();
        ours.forward(images.dup('f'), true);
        INDArray below = ours.backward(epsilon.dup('f'));

        assertThat(below).isEqualTo(expected);
    }

    @Test
    void activationsOtherThanReluAreRefused() {
        assertThatThrownBy(() -> new LayerUnderTest(
                        new ChannelsLastConvolution.Builder(3, 3)
                                .nOut(2)
                                .name("conv1")
                                .activation(Activation.TANH)
                                .build(),
                        InputType.convolutional(5, 5, 3, CNN2DFormat.NHWC),
                        DataType.FLOAT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "convolution conv1 takes the activation IDENTITY or RELU, but is asked for tanh; put an activation layer after it");
    }

    @Test
    void channelsFirstInputIsRefused() {
        assertThatThrownBy(() -> new LayerUnderTest(
                        new ChannelsLastConvolution.Builder(3, 3)
                                .nOut(2)
                                .name("conv1")
                                .build(),
                        InputType.convolutional(5, 5, 3, CNN2DFormat.NCHW),
                        DataType.FLOAT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("convolution conv1 takes channels-last input");
    }

    @Test
    void backwardWithoutForwardIsRefused() {
        Case layer = Case.of("1 5 5 1 2 3 1 same r");
        LayerUnderTest ours = layer.ours(DataType.FLOAT);
        ours.forward(layer.images(DataType.FLOAT), false);

        assertThatThrownBy(() -> ours.backward(random(6, DataType.FLOAT, 1, 5, 5, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no training pass went forward");
    }
}
