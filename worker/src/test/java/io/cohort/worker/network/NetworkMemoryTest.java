package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NetworkMemoryTest {
    private static NetworkSettings settings(ArchitectureSettings architecture, UpdaterSettings.Kind updater) {
        return new NetworkSettings(architecture, UpdaterSettings.usual(updater), Precision.FLOAT, 1);
    }

    @Test
    void countsParametersStateAndWhatLiesBetweenTheLayers() {
        ExampleShape rows = new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 3, false);
        ArchitectureSettings mlp = ArchitectureSettings.named("mlp", Map.of("hidden", List.of(6)));

        long sgd = NetworkMemory.bytes(settings(mlp, UpdaterSettings.Kind.SGD), rows, 10);
        long adam = NetworkMemory.bytes(settings(mlp, UpdaterSettings.Kind.ADAM), rows, 10);

        // 5 * 6 + 6 + 6 * 3 + 3 = 57 parameters, as many gradients; ten times 5 in, 6 and 3 between, three times each.
        assertThat(sgd).isEqualTo(4 * (2 * 57 + 10 * (5 + 3 * 6 + 3 * 3)));
        assertThat(adam - sgd).isEqualTo(4 * 2 * 57);
    }

    @ParameterizedTest
    @MethodSource("io.cohort.worker.network.SmallNetworks#all")
    void knowsEveryArchitecture(SmallNetworks.Small network) {
        NetworkSettings settings = settings(network.settings(), UpdaterSettings.Kind.NESTEROV);
        Blueprint blueprint =
                new Blueprint(network.shape(), network.settings().parameters(), Precision.FLOAT, 0, ImageLayers.FAST);
        long one = NetworkMemory.bytes(settings, network.shape(), 1);
        long two = NetworkMemory.bytes(settings, network.shape(), 2);

        try (TrainedNetwork built =
                Architectures.configure(network.settings(), blueprint).start()) {
            // Parameters, gradients and Nesterov's momentum.
            assertThat(2 * one - two).isEqualTo(4 * 3 * built.parameters().length());
        }
        assertThat(two - one).isGreaterThan(4L * blueprint.numbers());
    }
}
