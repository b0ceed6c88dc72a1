package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.Locale;

/** Refuses examples that an architecture is not made for. */
final class Shapes {
    private Shapes() {}

    /** @throws BadInputException if the examples are of another kind */
    static void require(String architecture, ExampleShape shape, ExampleShape.Kind kind) {
        if (shape.kind() != kind) {
            throw new BadInputException("network.architecture " + architecture + " takes " + plural(kind)
                    + ", but the input holds " + plural(shape.kind()));
        }
    }

    private static String plural(ExampleShape.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "s";
    }
}
