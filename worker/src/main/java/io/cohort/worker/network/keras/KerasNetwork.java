package io.cohort.worker.network.keras;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.keras.Translation.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A network that was described with Keras, as DL4J has it: a graph of its layers under Keras' names.
 *
 * @param json its configuration as DL4J writes it
 * @param input what it takes; sizes that it leaves open are 0, and so are the classes
 */
public record KerasNetwork(String json, ExampleShape input) {
    /**
     * Reads the description in an HDF5 file.
     *
     * @param h5 on the local disk
     * @param name of the file, for messages
     * @throws io.cohort.worker.BadInputException if it holds no model that Cohort can train; names the layer
     */
    public static KerasNetwork read(Path h5, String name) {
        try (KerasFile file = KerasFile.open(h5, name)) {
            return of(file.model(), name);
        }
    }

    /**
     * Reads a description.
     *
     * @param json as {@code model.to_json()} of Keras 2 or 3 writes it
     * @param name of the file, for messages
     * @throws io.cohort.worker.BadInputException if it holds no model that Cohort can train; names the layer
     */
    public static KerasNetwork of(String json, String name) {
        return named(name, () -> {
            KerasGraph graph = KerasGraph.parse(json, name);
            Translation translation = new Translation();
            Place output = translate(graph, translation);
            return new KerasNetwork(
                    translation.json(output, name), input(graph.layers().get(0), translation.isOpen()));
        });
    }

    /** DL4J meets sizes that make no sense with exceptions of any kind. */
    private static <T> T named(String name, Supplier<T> translation) {
        try {
            return translation.get();
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new BadInputException(
                    name + " describes a model that makes no sense ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + "); save the model again",
                    e);
        }
    }

    /**
     * Reads the weights in an HDF5 file.
     *
     * @param h5 on the local disk
     * @param name of the file, for messages
     * @return numbers of each parameter as DL4J keeps them, by layer and parameter ({@code conv1/W})
     * @throws io.cohort.worker.BadInputException if it holds no such model, or weights are missing; names the layer
     */
    public static Map<String, float[]> parameters(Path h5, String name) {
        try (KerasFile file = KerasFile.open(h5, name)) {
            return named(name, () -> {
                Translation translation = new Translation();
                translate(KerasGraph.parse(file.model(), name), translation);
                return translation.parameters(file);
            });
        }
    }

    private static Place translate(KerasGraph graph, Translation translation) {
        Head head = Head.of(graph);
        for (KerasLayer layer : graph.layers()) {
            List<Place> from = layer.inputs().stream().map(translation::at).toList();
            if (layer.type().equals(KerasGraph.INPUT)) {
                translation.input(layer);
            } else if (head.isPart(layer)) {
                translation.reached(layer, head.isFirst(layer) ? head.add(from.get(0), translation) : from.get(0));
            } else {
                translation.reached(layer, KerasLayers.add(layer, from, translation));
            }
        }
        return translation.at(graph.output());
    }

    private static ExampleShape input(KerasLayer layer, boolean open) {
        List<Integer> shape = Translation.shape(layer);
        return switch (shape.size()) {
            case 2 -> new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, shape.get(1), 1, 0, false);
            case 3 -> new ExampleShape(ExampleShape.Kind.SEQUENCE, 1, 1, shape.get(2), shape.get(1), 0, false);
            default ->
                new ExampleShape(
                        ExampleShape.Kind.IMAGE,
                        open ? 0 : shape.get(1),
                        open ? 0 : shape.get(2),
                        shape.get(3),
                        1,
                        0,
                        false);
        };
    }
}
