package io.cohort.worker.network.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution and its derivatives. Images and errors are [minibatch, height, width, channels], weights and their gradients
 * [channels out, channels in, height, width], biases [channels out], all row-major without gaps. Not safe for use by several
 * threads at once.
 */
interface ConvolutionArithmetic {
    /**
     * Writes the output, after ReLU if there is one.
     *
     * @param bias null without biases
     * @param output written
     */
    void forward(INDArray images, INDArray weights, INDArray bias, INDArray output);

    /**
     * Writes the gradients.
     *
     * @param bias null without biases
     * @param delta errors of the output before ReLU
     * @param gradients written
     */
    void backward(INDArray images, INDArray weights, INDArray bias, INDArray delta, Gradients gradients);

    /**
     * Where gradients go.
     *
     * @param weights of the weights
     * @param bias of the biases, null without biases
     * @param below errors of the images; null if nobody needs them
     */
    record Gradients(INDArray weights, INDArray bias, INDArray below) {}

    /** The fastest arithmetic: oneDNN in single precision on CPU, else ND4J's operations. */
    static ConvolutionArithmetic of(ConvolutionGeometry geometry, DataType type) {
        boolean oneDnn = type == DataType.FLOAT && Nd4j.getEnvironment().isCPU();
        return oneDnn ? new OneDnnConvolution(geometry) : new Nd4jConvolution(geometry);
    }
}
