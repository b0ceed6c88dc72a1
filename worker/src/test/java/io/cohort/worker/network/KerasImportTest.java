package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import io.cohort.worker.network.GradientReport.Group;
import io.cohort.worker.network.keras.KerasNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that the real Keras has written, see {@code keras/make.py}. */
final class KerasImportTest {
    /** Two programs, single precision, outputs in [0, 1]. */
    private static final float TOLERANCE = 1e-5f;

    @TempDir
    Path folder;

    private org.apache.hadoop.fs.Path file(String name) {
        return new org.apache.hadoop.fs.Path(KerasResources.model(name, folder).toUri());
    }

    private ForeignModel read(String name) throws IOException {
        return ForeignFile.network(file(name), new Configuration(false)).orElseThrow();
    }

    private static ExampleShape images(int channels) {
        return new ExampleShape(Kind.IMAGE, KerasResources.SIDE, KerasResources.SIDE, channels, 1, 4, false);
    }

    private static final ExampleShape SEQUENCES = new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 7, 3, false);

    private float[] outputs(String name, ExampleShape shape, ImageLayers layers, INDArray features) throws IOException {
        Map<String, float[]> parameters = ForeignFile.parameters(file(name), new Configuration(false));
        NetworkConfiguration configuration =
                ForeignNetwork.configure(read(name).json(), new Blueprint(shape, Map.of(), Precision.FLOAT, 0, layers));
        try (TrainedNetwork network = configuration.start()) {
            float[] flat = new float[Math.toIntExact(network.parameters().length())];
            for (ParameterGroup group : ParameterGroup.of(network)) {
                float[] values = parameters.get(group.name());
                assertThat(values).as(group.name()).hasSize(group.size());
                System.arraycopy(values, 0, flat, group.offset(), group.size());
            }
            NativeFloats.put(flat, network.parameters());
            return NativeFloats.copyOf(network.outputs(features, null, null));
        }
    }

    @ParameterizedTest
    @CsvSource({"cnn, 1", "functional, 3", "functional-keras2, 3", "mlp, 1", "nested, 1", "joins, 1"})
    void putsOutWhatKerasPutsOut(String name, int channels) throws IOException {
        INDArray features = Nd4j.createFromArray(KerasResources.images(channels))
                .reshape(KerasResources.SHOWN, KerasResources.SIDE, KerasResources.SIDE, channels);
        float[] expected = KerasResources.expected(name.replace("-keras2", ""));

        for (ImageLayers layers : ImageLayers.values()) {
            assertThat(outputs(name, images(channels), layers, features))
                    .as("%s", layers)
                    .containsExactly(expected, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recurrent", "pooled"})
    void layersOverSequencesPutOutWhatKerasPutsOut(String name) throws IOException {
        INDArray features = Nd4j.createFromArray(KerasResources.sequences()).reshape(KerasResources.SHOWN, 3, 7);

        assertThat(outputs(name, SEQUENCES, ImageLayers.FAST, features))
                .containsExactly(KerasResources.expected(name), within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "functional", "joins", "recurrent", "pooled"})
    void gradientsAreRight(String name) throws IOException {
        boolean sequences = name.equals("recurrent") || name.equals("pooled");
        ExampleShape shape = sequences ? SEQUENCES : images(name.equals("functional") ? 3 : 1);

        GradientReport report =
                GradientCheck.of(ArchitectureSettings.json(read(name).json()), shape, 4, 1, 6);

        assertThat(report.groups()).hasSizeGreaterThan(4).allMatch(Group::passes);
    }

    @Test
    void saysWhatItTakes() throws IOException {
        assertThat(read("cnn").input()).isEqualTo(new ExampleShape(Kind.IMAGE, 16, 16, 1, 1, 0, false));
        assertThat(read("recurrent").input()).isEqualTo(new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 7, 0, false));
        assertThat(read("functional").outputs()).isEqualTo(4);
    }

    @Test
    void theJsonOfAModelDescribesTheSameNetwork() throws IOException {
        KerasNetwork described = KerasNetwork.of(KerasResources.text("cnn.json"), "cnn.json");

        assertThat(described.json()).isEqualTo(read("cnn").json());
        assertThat(described.input()).isEqualTo(read("cnn").input());
    }

    @Test
    void theHeadGetsAnOutputForEachClass() throws IOException {
        ExampleShape two = new ExampleShape(Kind.IMAGE, 16, 16, 1, 1, 2, false);

        NetworkConfiguration configuration = ForeignNetwork.configure(
                read("cnn").json(), new Blueprint(two, Map.of(), Precision.FLOAT, 0, ImageLayers.FAST));

        try (TrainedNetwork network = configuration.start()) {
            List<ParameterGroup> groups = ParameterGroup.of(network);
            assertThat(groups.get(groups.size() - 1))
                    .isEqualTo(new ParameterGroup(
                            "classes", "b", groups.get(groups.size() - 1).offset(), 2));
        }
    }

    @Test
    void otherImagesThanItTakesAreRefused() throws IOException {
        String json = read("cnn").json();

        assertRefused(
                json,
                new ExampleShape(Kind.IMAGE, 20, 20, 1, 1, 4, false),
                "flatten",
                "4 x 4 x 6",
                "5 x 5 x 6",
                "image.size");
        assertRefused(
                json,
                new ExampleShape(Kind.IMAGE, 16, 16, 3, 1, 4, false),
                "conv1",
                "1 channels",
                "3 channels",
                "image.channels");
        assertRefused(
                json,
                new ExampleShape(Kind.IMAGE, 2, 2, 1, 1, 4, false),
                "layer conv1 looks through a window of 3 x 3, but an image of 2 x 2 arrives at it");
        assertRefused(json, new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 4, false), "does not fit rows of 5 numbers");
    }

    private static void assertRefused(String json, ExampleShape shape, String... parts) {
        Blueprint blueprint = new Blueprint(shape, Map.of(), Precision.FLOAT, 0, ImageLayers.FAST);
        assertThatThrownBy(() -> ForeignNetwork.configure(json, blueprint))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void whatCannotBeTrainedIsNamed() {
        assertThatThrownBy(() -> read("gru"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("layer gru (GRU) is of a class that Cohort cannot train; it knows");
        assertThatThrownBy(() -> read("two-inputs"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 inputs (first, second)");
    }

    @Test
    void aFileCutShortIsDamaged() throws IOException {
        Path h5 = KerasResources.model("cnn", folder);
        byte[] whole = Files.readAllBytes(h5);
        Path cut = folder.resolve("cut.h5");

        for (int length : new int[] {9, 100, 3000, whole.length / 2, whole.length - 2000}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> {
                        ForeignFile.network(new org.apache.hadoop.fs.Path(cut.toUri()), new Configuration(false));
                        ForeignFile.parameters(new org.apache.hadoop.fs.Path(cut.toUri()), new Configuration(false));
                    })
                    .as("%d bytes", length)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("cut.h5");
        }
    }
}
