package io.cohort.worker.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/**
 * Recurrent layers, one above another.
 *
 * @param lstm whether they have gates (Hochreiter and Schmidhuber, Neural Computation 1997) or are plain (Elman, Cognitive Science 1990)
 * @param hidden outputs of each, in each direction
 * @param bidirectional whether each also reads backward (Schuster and Paliwal, IEEE Trans. Signal Processing 1997)
 * @param dropout of what arrives at each but the first
 */
record RecurrentLayers(boolean lstm, List<Integer> hidden, boolean bidirectional, double dropout) {
    /** Reads {@code hidden}, {@code bidirectional} and {@code dropout}. */
    static RecurrentLayers of(boolean lstm, Parameters parameters, List<Integer> hidden) {
        return new RecurrentLayers(
                lstm,
                parameters.integers("hidden", hidden),
                parameters.flag("bidirectional", false),
                parameters.share("dropout", 0));
    }

    int size() {
        return hidden.size();
    }

    /** The layer with this number. */
    Layer layer(int index) {
        return layer(index, (lstm ? "lstm" : "rnn") + (index + 1));
    }

    /** The layer with this number, under another name. */
    Layer layer(int index, String name) {
        BaseRecurrentLayer.Builder<?> builder =
                lstm ? new LSTM.Builder().forgetGateBiasInit(1) : new SimpleRnn.Builder();
        builder.name(name);
        builder.nOut(hidden.get(index));
        builder.activation(Activation.TANH);
        if (index > 0 && dropout > 0) {
            builder.dropOut(1 - dropout);
        }
        Layer layer = builder.build();
        if (!bidirectional) {
            return layer;
        }
        Bidirectional both = new Bidirectional(Bidirectional.Mode.CONCAT, layer);
        both.setLayerName(name);
        return both;
    }
}
