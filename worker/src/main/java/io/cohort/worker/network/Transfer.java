package io.cohort.worker.network;

import java.io.Serializable;

/**
 * What becomes of the layers of a network that begins from another one's parameters. Layers are counted where they have
 * parameters; the others go with the layer before them.
 *
 * @param replaceLast so many of the last layers begin anew, at least 0
 * @param freezeUntil the last layer that does not learn, by its name or its number, counted from 1; empty where all learn
 * @param keptRate factor of the learning rate of layers that are kept and learn, finite and above 0
 */
public record Transfer(int replaceLast, String freezeUntil, double keptRate) implements Serializable {
    /** Of a network that begins from nothing: every layer learns alike. */
    public static final Transfer NONE = new Transfer(Integer.MAX_VALUE, "", 1);

    public Transfer {
        if (replaceLast < 0) {
            throw new IllegalArgumentException("network.replace-last must be at least 0, but is " + replaceLast);
        }
        if (!(keptRate > 0 && keptRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("network.kept-rate must be finite and above 0, but is " + keptRate);
        }
    }
}
