package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.network.UpdaterSettings.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TransferTest {
    private static final GeneratedExamples FIRST = GeneratedExamples.images(16, 16, 1, 4);
    private static final GeneratedExamples SECOND = GeneratedExamples.images(16, 16, 1, 3);
    private static final ArchitectureSettings LENET =
            ArchitectureSettings.named("lenet", Map.of("channels", List.of(4, 6), "hidden", 16));
    private static final ArchitectureSettings RESIDUAL = ArchitectureSettings.named("resnet18", Map.of("width", 4));

    private static NetworkSettings settings(ArchitectureSettings architecture, Kind kind, Transfer transfer) {
        return new NetworkSettings(architecture, UpdaterSettings.usual(kind), Precision.FLOAT, 1, transfer);
    }

    private static List<ParameterGroup> groups(ArchitectureSettings architecture, GeneratedExamples examples) {
        Blueprint blueprint =
                new Blueprint(examples.shape(), architecture.parameters(), Precision.FLOAT, 1, ImageLayers.FAST);
        try (TrainedNetwork network =
                Architectures.configure(architecture, blueprint).start()) {
            return ParameterGroup.of(network);
        }
    }

    private static float[] part(float[] parameters, ParameterGroup group) {
        return Arrays.copyOfRange(parameters, group.offset(), group.offset() + group.size());
    }

    /** Parameters after some steps on the first examples. */
    private static float[] trained(ArchitectureSettings architecture) throws IOException {
        try (Trial trial = new Trial(settings(architecture, Kind.NESTEROV, Transfer.NONE), FIRST)) {
            trial.step(0, 0, 0.02, Trial.minibatches(0, 10, 16));
            return trial.parameters;
        }
    }

    private static Trial second(ArchitectureSettings architecture, Kind kind, Transfer transfer, float[] start)
            throws IOException {
        return new Trial(new NetworkReplicaSpec(
                settings(architecture, kind, transfer),
                SECOND,
                new TrainedParameters(architecture, FIRST.shape(), hadoop -> start)));
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(LENET, "conv2"),
                Arguments.of(
                        ArchitectureSettings.named(
                                "lenet", Map.of("channels", List.of(4, 6), "hidden", 16, "normalised", true)),
                        "conv2-norm"),
                Arguments.of(RESIDUAL, "8"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesOverAllButTheLastLayerAndDrawsThatFromTheSeed(ArchitectureSettings architecture) throws IOException {
        float[] start = trained(architecture);
        List<ParameterGroup> before = groups(architecture, FIRST);

        try (Trial trial = second(architecture, Kind.SGD, new Transfer(1, "", 1), start);
                Trial fresh = new Trial(settings(architecture, Kind.SGD, Transfer.NONE), SECOND)) {
            List<ParameterGroup> now = groups(architecture, SECOND);
            for (int i = 0; i < now.size(); i++) {
                float[] mine = part(trial.parameters, now.get(i));
                boolean last = now.get(i).layer().equals("output");
                assertThat(mine)
                        .as(now.get(i).name())
                        .isEqualTo(last ? part(fresh.parameters, now.get(i)) : part(start, before.get(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void frozenLayersKeepTheirBitsAndTheOthersLearn(ArchitectureSettings architecture, String until)
            throws IOException {
        float[] start = trained(architecture);
        Transfer transfer = new Transfer(1, until, 1);

        try (Trial trial = second(architecture, Kind.ADAM, transfer, start)) {
            float[] before = trial.parameters.clone();
            List<ParameterGroup> groups = groups(architecture, SECOND);
            List<String> frozen = LayerRoles.of(transfer, groups).frozen();
            for (int step = 0; step < 3; step++) {
                trial.step(step, step * 4, 0.01, Trial.minibatches(step * 64, 4, 16));
            }

            assertThat(frozen).isNotEmpty();
            for (ParameterGroup group : groups) {
                if (frozen.contains(group.layer())) {
                    assertThat(part(trial.parameters, group)).as(group.name()).isEqualTo(part(before, group));
                } else {
                    assertThat(part(trial.parameters, group)).as(group.name()).isNotEqualTo(part(before, group));
                }
            }
            // Frozen running statistics run no more: averaged as parameters are, equal ones stay as they are to the
            // bit.
            assertThat(trial.replica.layout().statistics())
                    .noneMatch(statistics -> groups.stream()
                            .anyMatch(group -> group.offset() == statistics.mean() && frozen.contains(group.layer())));
        }
    }

    @Test
    void keptLayersLearnAtTheirOwnRate() throws IOException {
        float[] start = trained(LENET);
        try (Trial usual = second(LENET, Kind.SGD, new Transfer(1, "conv1", 1), start);
                Trial slow = second(LENET, Kind.SGD, new Transfer(1, "conv1", 0.25), start)) {
            float[] before = usual.parameters.clone();
            usual.step(0, 0, 0.1, Trial.minibatches(0, 1, 16));
            slow.step(0, 0, 0.1, Trial.minibatches(0, 1, 16));

            for (ParameterGroup group : groups(LENET, SECOND)) {
                float factor = group.layer().equals("output") ? 1 : 0.25f;
                for (int i = group.offset(); i < group.offset() + group.size(); i++) {
                    float change = usual.parameters[i] - before[i];
                    // Changes are below 0.1 and the parameters they were added to below 1: half a unit in the last
                    // place each.
                    assertThat(slow.parameters[i] - before[i]).isCloseTo(factor * change, within(2e-7f));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|''|network.replace-last is 4, but the network has only 4 layers with parameters (conv1, conv2, dense, output)",
                "1|conv3|network.freeze-until must name one of the layers conv1, conv2, dense or its number from 1 to 3",
                "2|dense|network.freeze-until must name one of the layers conv1, conv2 or its number from 1 to 2",
                "0|output|network.freeze-until must name one of the layers conv1, conv2, dense or its number from 1 to 3",
                "0|''|network.from: layer output of this network has 48 numbers W, but the network of that run has 64",
            })
    void namesWhatCannotBe(int replaceLast, String freezeUntil, String message) throws IOException {
        float[] start = trained(LENET);

        assertThatThrownBy(() -> second(LENET, Kind.SGD, new Transfer(replaceLast, freezeUntil, 1), start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
