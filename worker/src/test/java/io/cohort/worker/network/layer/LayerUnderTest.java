package io.cohort.worker.network.layer;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer with parameters drawn from a seed, outside any network. */
final class LayerUnderTest {
    private static final double STEP = 1e-5;

    private final org.deeplearning4j.nn.api.Layer layer;
    private final INDArray parameters;
    private final INDArray gradients;
    private final DataType type;

    LayerUnderTest(Layer configuration, InputType input, DataType type) {
        this.type = type;
        configuration.setNIn(input, true);
        NeuralNetConfiguration conf =
                new NeuralNetConfiguration.Builder().layer(configuration).build();
        long count = configuration.initializer().numParams(configuration);
        parameters = Nd4j.create(type, Math.max(1, count));
        gradients = Nd4j.create(type, Math.max(1, count));
        layer = configuration.instantiate(conf, null, 0, count == 0 ? null : parameters, true, type);
        if (count > 0) {
            layer.setBackpropGradientsViewArray(gradients);
        }
    }

    org.deeplearning4j.nn.api.Layer layer() {
        return layer;
    }

    INDArray parameters() {
        return parameters;
    }

    INDArray gradients() {
        return gradients;
    }

    INDArray forward(INDArray input, boolean training) {
        return layer.activate(input, training, LayerWorkspaceMgr.noWorkspaces());
    }

    /** Error that arrives at the input; parameter gradients lie in {@link #gradients()}. */
    INDArray backward(INDArray epsilon) {
        return layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    }

    static INDArray random(long seed, DataType type, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        double[] values = new double[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1);
        }
        return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }

    /** Largest difference in relation to the largest number expected. */
    static double difference(INDArray actual, INDArray expected) {
        INDArray wanted = expected.castTo(DataType.DOUBLE);
        double largest = wanted.amaxNumber().doubleValue();
        double off = actual.castTo(DataType.DOUBLE).sub(wanted).amaxNumber().doubleValue();
        return largest == 0 ? off : off / largest;
    }

    /**
     * Compares gradients with central differences of sum(output × weights), the weights being the error sent back.
     *
     * @param trained how many parameters, from the first, have gradients at all
     * @return largest difference in relation to the largest gradient, over the input and the parameters
     */
    double worstGradient(INDArray input, long trained) {
        INDArray output = forward(input.dup('c'), true);
        INDArray weights = random(99, type, output.shape());
        INDArray below = backward(weights.dup('c')).dup('c');
        INDArray analytic = gradients.dup();
        double worst = difference(below, numeric(input, input, weights, input.length()));
        if (trained > 0) {
            INDArray expected = numeric(parameters, input, weights, trained);
            INDArray actual = Nd4j.zerosLike(analytic);
            for (long i = 0; i < trained; i++) {
                actual.putScalar(i, analytic.getDouble(i));
            }
            worst = Math.max(worst, difference(actual, expected));
        }
        return worst;
    }

    private INDArray numeric(INDArray varied, INDArray input, INDArray weights, long count) {
        INDArray gradient = Nd4j.create(DataType.DOUBLE, varied.shape());
        INDArray flat = varied.reshape(new long[] {varied.length()});
        INDArray flatGradient = gradient.reshape(new long[] {gradient.length()});
        for (long i = 0; i < count; i++) {
            double value = flat.getDouble(i);
            flat.putScalar(i, value + STEP);
            double above = objective(input, weights);
            flat.putScalar(i, value - STEP);
            double under = objective(input, weights);
            flat.putScalar(i, value);
            flatGradient.putScalar(i, (above - under) / (2 * STEP));
        }
        return gradient;
    }

    private double objective(INDArray input, INDArray weights) {
        return forward(input.dup('c'), true).mul(weights).sumNumber().doubleValue();
    }
}
