package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import java.io.IOException;
import java.io.OutputStream;

/** A trained network as DL4J writes it: a zip that plain DL4J loads without Cohort, made of DL4J's own layers. */
public final class ModelZip {
    private ModelZip() {}

    /**
     * Writes a network without its updater's state.
     *
     * @param settings that it was trained with
     * @param shape of its examples
     * @param parameters shape [parameters of the network]; read, not kept
     * @param out written to, not closed
     */
    public static void write(NetworkSettings settings, ExampleShape shape, float[] parameters, OutputStream out)
            throws IOException {
        Blueprint plain =
                new Blueprint(shape, settings.architecture().parameters(), settings.precision(), 0, ImageLayers.PLAIN);
        try (TrainedNetwork network =
                Architectures.configure(settings.architecture(), plain).start()) {
            NativeFloats.put(parameters, network.parameters());
            network.write(out);
        }
    }
}
