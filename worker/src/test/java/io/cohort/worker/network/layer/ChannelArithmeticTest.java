package io.cohort.worker.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.network.layer.ChannelArithmetic.Line;
import io.cohort.worker.network.layer.ChannelArithmetic.Normalization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelArithmeticTest {
    private static ByteBuffer numbers(int count, double size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            bytes.putFloat(4 * i, (float) (size * random.nextDouble(-1, 1)));
        }
        return bytes;
    }

    private static double[] values(int count, double size, long seed) {
        return new SplittableRandom(seed).doubles(count, -size, size).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "2,2,1",
        "3,3,1",
        "7,7,1e-30",
        "8,8,1e15",
        "63,64,1",
        "64,100,1",
        "65,257,1",
        "257,9,1",
        "130,8,1e19",
        "4,16,1e-38"
    })
    void vectorAndScalarGiveTheSameBits(int rows, int channels, double size) {
        ByteBuffer x = numbers(rows * channels, size, 1);
        ByteBuffer errors = numbers(rows * channels, 1, 2);
        x.putFloat(0, -0.0f);
        double[][] vector = run(new VectorChannelArithmetic(channels), x, errors, rows, channels, size);
        double[][] scalar = run(new ScalarChannelArithmetic(channels), x, errors, rows, channels, size);

        for (int i = 0; i < vector.length; i++) {
            assertThat(vector[i]).containsExactly(scalar[i]);
        }
    }

    /** Everything that the arithmetic can do, with and without ReLU. */
    private static double[][] run(
            ChannelArithmetic arithmetic, ByteBuffer x, ByteBuffer errors, int rows, int channels, double size) {
        double[][] results = new double[10][channels];
        ByteBuffer out = ByteBuffer.allocateDirect(4 * rows * channels).order(ByteOrder.nativeOrder());
        arithmetic.addSums(x, rows, values(channels, size, 3), results[0], results[1]);
        for (int rectified = 0; rectified < 2; rectified++) {
            Normalization normalization = new Normalization(
                    values(channels, size, 3), values(channels, 1 / size, 4), values(channels, 1, 5), rectified == 1);
            arithmetic.addErrorSums(x, errors, rows, normalization, results[2 + rectified], results[4 + rectified]);
            arithmetic.normalize(x, rows, normalization, out);
            results[6 + rectified] = copied(out);
            Line line = new Line(values(channels, 1, 6), values(channels, 1 / size, 7), values(channels, 1, 8));
            arithmetic.propagate(x, errors, rows, normalization, line, out);
            results[8 + rectified] = copied(out);
        }
        return results;
    }

    private static double[] copied(ByteBuffer floats) {
        double[] copy = new double[floats.capacity() / 4];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = floats.getFloat(4 * i);
        }
        return copy;
    }
}
