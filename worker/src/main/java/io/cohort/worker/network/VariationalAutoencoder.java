package io.cohort.worker.network;

import io.cohort.worker.network.layer.LatentDraws;
import io.cohort.worker.network.layer.Sampling;
import java.util.List;
import org.nd4j.linalg.activations.Activation;

/**
 * A variational autoencoder (Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014): what is minimised is the negative
 * evidence lower bound, {@code −log p(x|z) + KL(q(z|x) ‖ N(0, 1))}, with one draw of z an example. Parameters: {@code hidden},
 * outputs of the encoder's layers, mirrored in the decoder (256, 128), {@code code}, numbers of z (16), {@code activation} (relu, sigmoid, tanh),
 * {@code reconstruction}, what an example's numbers are: bits, in [0, 1] (cross-entropy), or any numbers (squared error: up to
 * a constant a normal distribution of variance ½).
 */
final class VariationalAutoencoder implements Architecture {
    static final String NAME = "variational-autoencoder";

    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Reconstruction.requireFlat(NAME, blueprint.shape());
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        List<Integer> hidden = parameters.integers("hidden", Architectures.UNSUPERVISED_HIDDEN);
        int code = parameters.integer("code", 16, 1);
        Activation activation = StackedAutoencoder.activation(parameters);
        boolean bits = Reconstruction.isBits(Reconstruction.read(parameters), blueprint);
        parameters.noOthers();
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < hidden.size(); i++) {
            layers.dense("dense" + (i + 1), hidden.get(i), 0, activation);
        }
        layers.dense("code", 2 * code, 0, Activation.IDENTITY);
        layers.add(Sampling.of("sample", code, new LatentDraws()));
        for (int i = hidden.size() - 1; i >= 0; i--) {
            layers.dense("decoder" + (i + 1), hidden.get(i), 0, activation);
        }
        return layers.reconstruction("output", blueprint.numbers(), bits).build(0, Target.FEATURES);
    }
}
