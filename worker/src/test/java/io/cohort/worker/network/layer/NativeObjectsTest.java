package io.cohort.worker.network.layer;

import static io.cohort.worker.network.layer.LayerUnderTest.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.network.layer.ConvolutionArithmetic.Gradients;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The last minibatches of epochs and shares of replicas have sizes of their own; what oneDNN makes for each is freed in time. */
final class NativeObjectsTest {
    private static final int SIZES = 6;
    private static final int ROUNDS = 50;

    private record Arrays(INDArray images, INDArray output, INDArray delta, INDArray below) {
        static Arrays of(int minibatch) {
            return new Arrays(
                    random(1, DataType.FLOAT, minibatch, 8, 8, 3),
                    random(2, DataType.FLOAT, minibatch, 8, 8, 4),
                    random(3, DataType.FLOAT, minibatch, 8, 8, 4),
                    random(4, DataType.FLOAT, minibatch, 8, 8, 3));
        }
    }

    @Test
    void minibatchesOfChangingSizesLeaveNoNativeObjectsBehind() {
        OneDnnConvolution convolution = new OneDnnConvolution(new ConvolutionGeometry(
                new int[] {3, 3}, new int[] {1, 1}, new int[] {0, 0}, new int[] {1, 1}, true, true));
        INDArray weights = random(5, DataType.FLOAT, 4, 3, 3, 3);
        INDArray bias = random(6, DataType.FLOAT, 4);
        Gradients unused = new Gradients(weights.dup(), bias.dup(), null);
        List<Arrays> sizes = new ArrayList<>();
        for (int i = 1; i <= SIZES; i++) {
            sizes.add(Arrays.of(i));
        }
        long before = 0;

        for (int round = 0; round < ROUNDS; round++) {
            before = round == 1 ? Pointer.totalCount() : before;
            for (Arrays arrays : sizes) {
                convolution.forward(arrays.images(), weights, bias, arrays.output());
                convolution.backward(
                        arrays.images(),
                        weights,
                        bias,
                        arrays.delta(),
                        new Gradients(unused.weights(), unused.bias(), arrays.below()));
            }
        }

        // Left to the collector they would be more than 20 for each of 49 · 6 sizes.
        assertThat(Pointer.totalCount() - before).isLessThan(300);
    }
}
