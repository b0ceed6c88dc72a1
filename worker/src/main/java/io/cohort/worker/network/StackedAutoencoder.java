package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.replica.Stages;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.activations.Activation;

/**
 * A stack of denoising autoencoders (Vincent et al., JMLR 2010), trained layer by layer: each learns to put out the codes of the
 * layers below it from codes of which some are missing. The whole stack is a network of its encoders, first to last, and its
 * decoders, last to first. Parameters: {@code hidden}, numbers of each code (256, 128), {@code activation} of the codes (relu,
 * sigmoid, tanh), {@code noise}, share of the numbers that are missing (0.3), {@code layer-epochs}, epochs of each layer (5),
 * {@code reconstruction}, what an example's numbers are: bits, in [0, 1] (cross-entropy), or any numbers (squared error).
 */
final class StackedAutoencoder implements Architecture {
    static final String NAME = "autoencoder";

    /** What is known without the examples. */
    record Stack(List<Integer> hidden, Activation activation, double noise, int layerEpochs, String reconstruction) {
        /** Names of encoder and decoder of a layer counted from 0. */
        static String encoder(int layer) {
            return "dense" + (layer + 1);
        }

        static String decoder(int layer) {
            return "decoder" + (layer + 1);
        }

        /** Numbers that a layer takes and its decoder puts out. */
        int below(int layer, Blueprint blueprint) {
            return layer == 0 ? blueprint.numbers() : hidden.get(layer - 1);
        }

        /** Whether what is put out lies in [0, 1]. */
        boolean bits(int layer, Blueprint blueprint) {
            return layer == 0 ? Reconstruction.isBits(reconstruction, blueprint) : activation == Activation.SIGMOID;
        }
    }

    static Stack stack(ArchitectureSettings settings) {
        Parameters parameters = new Parameters("network.parameters", settings.parameters());
        Stack stack = new Stack(
                parameters.integers("hidden", Architectures.UNSUPERVISED_HIDDEN),
                activation(parameters),
                parameters.share("noise", 0.3),
                parameters.integer("layer-epochs", 5, 1),
                Reconstruction.read(parameters));
        parameters.noOthers();
        return stack;
    }

    /** The activation of dense layers that a network's parameters ask for. */
    static Activation activation(Parameters parameters) {
        return Activation.valueOf(parameters
                .word("activation", "relu", List.of("relu", "sigmoid", "tanh"))
                .toUpperCase(Locale.ROOT));
    }

    static Stages stages(ArchitectureSettings settings) {
        Stack stack = stack(settings);
        return new Stages(stack.hidden().size(), stack.layerEpochs());
    }

    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Reconstruction.requireFlat(NAME, blueprint.shape());
        Stack stack = stack(ArchitectureSettings.named(NAME, blueprint.parameters()));
        LayerList layers = new LayerList(blueprint);
        for (int i = 0; i < stack.hidden().size(); i++) {
            layers.dense(Stack.encoder(i), stack.hidden().get(i), 0, stack.activation());
        }
        for (int i = stack.hidden().size() - 1; i > 0; i--) {
            boolean bits = stack.bits(i, blueprint);
            layers.dense(
                    Stack.decoder(i), stack.below(i, blueprint), 0, bits ? Activation.SIGMOID : Activation.IDENTITY);
        }
        return layers.reconstruction(Stack.decoder(0), blueprint.numbers(), stack.bits(0, blueprint))
                .build(0, Target.FEATURES);
    }

    /**
     * One layer with its decoder, which learns to put out what its labels are.
     *
     * @param layer counted from 0
     */
    static NetworkConfiguration layer(Stack stack, int layer, Blueprint blueprint) {
        Reconstruction.requireFlat(NAME, blueprint.shape());
        int below = stack.below(layer, blueprint);
        Blueprint rows = new Blueprint(
                rows(below), blueprint.parameters(), blueprint.precision(), blueprint.seed(), blueprint.images());
        return new LayerList(rows)
                .dense(Stack.encoder(layer), stack.hidden().get(layer), 0, stack.activation())
                .reconstruction(Stack.decoder(layer), below, stack.bits(layer, blueprint))
                .build(0, Target.LABELS);
    }

    /** Rows of some numbers. */
    static ExampleShape rows(int numbers) {
        return new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, numbers, 1, numbers, false);
    }
}
