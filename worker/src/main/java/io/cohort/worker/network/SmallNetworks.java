package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every architecture and its variants, in sizes whose gradients are checked in seconds. */
public final class SmallNetworks {
    private static final ExampleShape ROWS = new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 3, false);
    private static final ExampleShape SEQUENCES = new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 6, 4, false);
    private static final ExampleShape CHARACTERS = new ExampleShape(Kind.SEQUENCE, 1, 1, 4, 7, 4, true);

    private SmallNetworks() {}

    /**
     * One of them.
     *
     * @param settings architecture and parameters
     * @param shape of its examples
     */
    public record Small(ArchitectureSettings settings, ExampleShape shape) {
        /** The architecture and what is particular about it. */
        @Override
        public String toString() {
            return settings.name()
                    + settings.parameters().entrySet().stream()
                            .filter(parameter ->
                                    !List.of("width", "hidden", "channels").contains(parameter.getKey()))
                            .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                            .sorted()
                            .reduce("", String::concat);
        }
    }

    /** All of them; each name of {@link Architectures#names()} is among theirs. */
    public static List<Small> all() {
        return Stream.of(supervised(), unsupervised()).flatMap(List::stream).toList();
    }

    /** Those that learn to rebuild their input. */
    private static List<Small> unsupervised() {
        return List.of(
                small("autoencoder", images(4), Map.of("hidden", List.of(6, 4))),
                small("autoencoder", ROWS, Map.of("hidden", 5, "activation", "tanh")),
                small("variational-autoencoder", images(4), Map.of("hidden", List.of(6, 5), "code", 3)));
    }

    /** Those that tell classes apart. */
    static List<Small> supervised() {
        return List.of(
                small("lenet", images(16), Map.of("channels", List.of(3, 4), "hidden", 8)),
                small("lenet", images(16), Map.of("channels", List.of(3, 4), "hidden", 8, "normalised", true)),
                small("alexnet", images(20), Map.of("width", 2, "hidden", 8)),
                small("alexnet", images(64), Map.of("width", 2, "hidden", 8, "normalised", true)),
                small("vgg16", images(32), Map.of("width", 2, "hidden", List.of(8, 8), "normalised", true)),
                small("vgg-small", images(8), Map.of("width", 4, "hidden", 8)),
                small("resnet18", images(12), Map.of("width", 4)),
                small("resnet34", images(12), Map.of("width", 4, "stem", "3x3s2")),
                small("resnet50", images(16), Map.of("width", 3, "stem", "7x7")),
                small("mlp", images(5), Map.of("hidden", List.of(8, 6))),
                small("mlp", ROWS, Map.of("hidden", List.of(6))),
                small("lstm-classifier", SEQUENCES, Map.of("hidden", List.of(5, 4))),
                small("lstm-classifier", SEQUENCES, Map.of("hidden", List.of(5, 4), "bidirectional", true)),
                small("lstm-classifier", SEQUENCES, Map.of("hidden", 5, "pooling", "mean")),
                small("lstm-classifier", SEQUENCES, Map.of("hidden", 5, "pooling", "max")),
                small("simple-rnn", SEQUENCES, Map.of("hidden", List.of(5, 4))),
                small("lstm-characters", CHARACTERS, Map.of("hidden", List.of(5, 4), "truncation", 3)),
                small("lstm-characters", CHARACTERS, Map.of("hidden", 5, "truncation", 0, "bidirectional", true)));
    }

    private static ExampleShape images(int side) {
        return new ExampleShape(Kind.IMAGE, side, side, 2, 1, 3, false);
    }

    private static Small small(String name, ExampleShape shape, Map<String, Object> parameters) {
        return new Small(ArchitectureSettings.named(name, parameters), shape);
    }
}
