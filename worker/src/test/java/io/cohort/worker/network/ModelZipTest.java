package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.Minibatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ModelZipTest {
    /** Two ways of computing the same in single precision; outputs are probabilities. */
    private static final float TOLERANCE = 1e-5f;

    private static final int EXAMPLES = 4;

    @TempDir
    private Path folder;

    private static NetworkSettings settings(SmallNetworks.Small network) {
        return new NetworkSettings(
                network.settings(), UpdaterSettings.usual(UpdaterSettings.Kind.SGD), Precision.FLOAT, 1);
    }

    private static TrainedNetwork trained(SmallNetworks.Small network) {
        Blueprint fast =
                new Blueprint(network.shape(), network.settings().parameters(), Precision.FLOAT, 3, ImageLayers.FAST);
        TrainedNetwork started =
                Architectures.configure(network.settings(), fast).start();
        float[] parameters = NativeFloats.copyOf(started.parameters());
        SplittableRandom random = new SplittableRandom(Seeds.of(3, 1));
        // Running statistics too: means around 0, logarithms of deviations around 0.
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (0.2 * random.nextDouble() - 0.1);
        }
        NativeFloats.put(parameters, started.parameters());
        return started;
    }

    private static byte[] zip(SmallNetworks.Small network, TrainedNetwork trained) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelZip.write(
                settings(network),
                network.shape(),
                NativeFloats.copyOf(trained.parameters()),
                Map.of("beside.txt", new byte[] {65}),
                bytes);
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("io.cohort.worker.network.SmallNetworks#supervised")
    void plainDl4jComputesTheSame(SmallNetworks.Small network) throws IOException {
        try (TrainedNetwork trained = trained(network);
                NativeMinibatch arrays = new NativeMinibatch(Precision.FLOAT.type())) {
            byte[] zip = zip(network, trained);
            Path file = Files.write(folder.resolve("network.zip"), zip);
            Minibatch examples = RandomExamples.of(network.shape(), EXAMPLES, 5);
            arrays.fill(examples);
            INDArray expected = trained.outputs(arrays.features(), arrays.featureMask(), arrays.labelMask());

            Map<String, byte[]> entries = entries(zip);
            String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
            INDArray found = json.contains("\"networkInputs\"")
                    ? graph(file, arrays)
                    : MultiLayerNetwork.load(file.toFile(), false)
                            .output(arrays.features(), false, arrays.featureMask(), arrays.labelMask());

            assertThat(json).doesNotContain("io.cohort");
            assertThat(entries).containsEntry("beside.txt", new byte[] {65});
            assertThat(ModelZip.parameters(
                            settings(network), network.shape(), new ByteArrayInputStream(zip), "network.zip"))
                    .isEqualTo(NativeFloats.copyOf(trained.parameters()));
            float[] values = found.dup('c').data().asFloat();
            assertThat(values)
                    .hasSize((int) expected.length())
                    .containsExactly(expected.dup('c').data().asFloat(), within(TOLERANCE));
        }
    }

    private static INDArray graph(Path file, NativeMinibatch arrays) throws IOException {
        return ComputationGraph.load(file.toFile(), false).output(arrays.features())[0];
    }

    @Test
    void theSameNetworkMakesTheSameBytes() throws IOException {
        SmallNetworks.Small network = SmallNetworks.supervised().get(0);
        try (TrainedNetwork trained = trained(network)) {
            assertThat(zip(network, trained)).isEqualTo(zip(network, trained));
        }
    }

    @Test
    void refusesParametersOfAnotherNetwork() {
        SmallNetworks.Small network = SmallNetworks.supervised().get(0);

        assertThatThrownBy(() -> ModelZip.write(
                        settings(network), network.shape(), new float[7], Map.of(), new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameters, not 7");
    }

    @Test
    void namesAZipWithoutParametersOrCutShort() throws IOException {
        SmallNetworks.Small network = SmallNetworks.supervised().get(0);
        try (TrainedNetwork trained = trained(network)) {
            byte[] zip = zip(network, trained);

            assertThat(ModelZip.entry(new ByteArrayInputStream(zip), "beside.txt"))
                    .contains(new byte[] {65});
            assertThatThrownBy(() -> ModelZip.parameters(
                            settings(network), network.shape(), new ByteArrayInputStream(new byte[0]), "empty.zip"))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("empty.zip holds no parameters; export the network again");
            assertThatThrownBy(() -> ModelZip.parameters(
                            settings(network),
                            network.shape(),
                            new ByteArrayInputStream(zip, 0, zip.length / 2),
                            "cut.zip"))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("cut.zip is damaged: ");
        }
    }
}
