package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * What an architecture is built for.
 *
 * @param shape of the examples
 * @param parameters of the architecture
 * @param precision what it computes in
 * @param seed of the initial parameters
 * @param images which layers images go through
 */
record Blueprint(
        ExampleShape shape, Map<String, Object> parameters, Precision precision, long seed, ImageLayers images) {
    /** What all layers have in common; nothing is activated unless a layer says so. */
    NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(precision.type())
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.IDENTITY)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    }

    /** What arrives at the first layer. */
    InputType input() {
        return switch (shape.kind()) {
            case IMAGE -> InputType.convolutional(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NHWC);
            case TABLE -> InputType.feedForward(shape.channels());
            case SEQUENCE -> InputType.recurrent(shape.channels(), shape.time(), RNNFormat.NCW);
        };
    }

    /** Numbers of an example. */
    int numbers() {
        return shape.height() * shape.width() * shape.channels() * shape.time();
    }
}
