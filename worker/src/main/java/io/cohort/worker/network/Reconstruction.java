package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.List;

/** What networks have in common that learn to put out what they are given. */
final class Reconstruction {
    private Reconstruction() {}

    /** Parameter {@code reconstruction}: bits, numbers, or auto: bits of images, numbers of tables. */
    static String read(Parameters parameters) {
        return parameters.word("reconstruction", "auto", List.of("auto", "bits", "numbers"));
    }

    static boolean isBits(String reconstruction, Blueprint blueprint) {
        return reconstruction.equals("auto")
                ? blueprint.shape().kind() == ExampleShape.Kind.IMAGE
                : reconstruction.equals("bits");
    }

    /** @throws BadInputException if the examples are sequences */
    static void requireFlat(String architecture, ExampleShape shape) {
        if (shape.kind() == ExampleShape.Kind.SEQUENCE) {
            throw new BadInputException(
                    "network.architecture " + architecture + " takes images and tables, but the input holds sequences");
        }
    }
}
