package io.cohort.worker.network.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** What the layers' configurations check alike: which activation, which layout. */
final class Rectifier {
    private Rectifier() {}

    /**
     * Whether the activation is ReLU.
     *
     * @throws IllegalStateException if it is neither ReLU without options nor the identity
     */
    static boolean isAskedFor(IActivation activation, String kind, String name) {
        if (activation instanceof ActivationIdentity) {
            return false;
        }
        if (new ActivationReLU().equals(activation)) {
            return true;
        }
        throw new IllegalStateException(kind + " " + name + " takes the activation IDENTITY or RELU, but is asked for "
                + activation + "; put an activation layer after it");
    }

    static IllegalStateException channelsFirst(String kind, String name, InputType input) {
        return new IllegalStateException(kind + " " + name + " takes channels-last input, but gets " + input
                + "; build the network with InputType.convolutional(height, width, channels, CNN2DFormat.NHWC)");
    }
}
