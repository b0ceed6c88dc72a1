package io.cohort.worker.network.layer;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Sums over rows and maps of rows, channel by channel: what batch normalisation needs. Buffers are direct, in native byte
 * order, shape [rows, channels], row-major; arrays have shape [channels]. Not safe for use by several threads at once.
 *
 * <p>Sums take rows in a fixed order: four rows are added pairwise, then to a running sum in the buffer's own precision, which
 * goes into the sum in double every {@value #BLOCK} rows. Calls with a multiple of {@value #BLOCK} rows may therefore be cut anywhere
 * between blocks without changing a bit.
 */
interface ChannelArithmetic {
    /** Rows that are summed in the buffer's own precision. */
    int BLOCK = 64;

    /**
     * Adds the sums of {@code x − shift} and of {@code (x − shift)²} over the rows.
     *
     * @param shift a number near the mean; read
     * @param sums added to
     * @param squares added to
     */
    void addSums(ByteBuffer x, int rows, double[] shift, double[] sums, double[] squares);

    /** Writes {@code y = max(floor, (x − mean)·scale + offset)}. */
    void normalize(ByteBuffer x, int rows, Normalization normalization, ByteBuffer y);

    /**
     * Adds the sums of {@code g} and of {@code g·(x − mean)} over the rows, g being the errors where the output is above
     * the floor and 0 elsewhere.
     *
     * @param errors of the output
     * @param sums added to
     * @param products added to
     */
    void addErrorSums(
            ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, double[] sums, double[] products);

    /** Writes the errors of the input, {@code factor·g + slope·(x − mean) + constant}. */
    void propagate(ByteBuffer x, ByteBuffer errors, int rows, Normalization normalization, Line line, ByteBuffer below);

    /**
     * A normalisation of each channel.
     *
     * @param mean subtracted
     * @param scale multiplied with what is left
     * @param offset added last
     * @param rectified whether what is below 0 becomes 0
     */
    record Normalization(double[] mean, double[] scale, double[] offset, boolean rectified) {
        /** What no output is below. */
        double floor() {
            return rectified ? 0 : Double.NEGATIVE_INFINITY;
        }
    }

    /** Coefficients of each channel's errors. */
    record Line(double[] factor, double[] slope, double[] constant) {}

    /**
     * The fastest arithmetic of a type in this JVM.
     *
     * @throws IllegalArgumentException if the type is neither FLOAT nor DOUBLE
     */
    static ChannelArithmetic of(DataType type, int channels) {
        return switch (type) {
            case FLOAT ->
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                        ? new VectorChannelArithmetic(channels)
                        : new ScalarChannelArithmetic(channels);
            case DOUBLE -> new DoubleChannelArithmetic(channels);
            default -> throw new IllegalArgumentException("networks compute in FLOAT or DOUBLE here, not in " + type);
        };
    }
}
