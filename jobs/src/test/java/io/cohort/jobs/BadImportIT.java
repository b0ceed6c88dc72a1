package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks of other programs that cannot be trained end in a message that says what to do. */
@Timeout(240)
class BadImportIT {
    private static final int CONFIGURATION = 2;
    private static final int INPUT = 3;

    @TempDir
    Path folder;

    private void assertRefused(int code, List<String> keys, String... words) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        List<String> all = new ArrayList<>(List.of(
                "network.architecture=none",
                "input.path=" + KerasModels.images("train"),
                "validation.path=none",
                "run.directory=" + folder.resolve("run"),
                "spark.master=local[1]"));
        all.addAll(keys);
        all.forEach(key -> args.addAll(List.of("-D", key)));
        CommandResult result = CommandResult.of(args.toArray(String[]::new));
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("nothing.h5");

        assertRefused(
                INPUT, List.of("network.from=" + missing), "network.from: there is no finished network in " + missing);
        assertRefused(INPUT, List.of("network.keras=" + missing), "network.keras: there is no file " + missing);
        assertRefused(INPUT, List.of("network.dl4j-json=" + missing), "network.dl4j-json: there is no file " + missing);
    }

    @Test
    void aFileOfSomethingElseIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.txt"), "Dear all, this is no network.\n");
        Path json = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

        assertRefused(
                INPUT,
                List.of("network.from=" + text),
                "letter.txt is no network that can be gone on from; name the directory");
        assertRefused(
                INPUT, List.of("network.dl4j-json=" + text), "letter.txt is not a configuration as DL4J writes it");
        assertRefused(
                INPUT,
                List.of("network.dl4j-json=" + json),
                "other.json: the network is no configuration of DL4J 1.0.0-M2.1");
        assertRefused(INPUT, List.of("network.keras=" + json), "other.json describes no model of Keras'");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(KerasModels.h5("cnn", folder));
        Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length / 2));
        Path empty = Files.write(folder.resolve("empty.h5"), new byte[0]);
        Path archive = folder.resolve("model.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
        }

        assertRefused(INPUT, List.of("network.from=" + cut), "cut.h5 is damaged or cut short");
        assertRefused(INPUT, List.of("network.from=" + empty), "empty.h5 is no network that can be gone on from");
        assertRefused(
                INPUT,
                List.of("network.from=" + archive),
                "model.keras is an archive of Keras 3, which Cohort does not read; save the model as HDF5");
    }

    @Test
    void aModelThatCohortCannotTrainNamesTheLayer() {
        assertRefused(
                INPUT,
                List.of("network.from=" + KerasModels.h5("gru", folder)),
                "layer gru (GRU) is of a class that Cohort cannot train; it knows Activation, ");
        assertRefused(
                INPUT,
                List.of("network.from=" + KerasModels.h5("two-inputs", folder)),
                "two-inputs.h5 holds a model with 2 inputs (first, second)");
    }

    @Test
    void otherClassesAndOtherImagesAreRefused() {
        Path h5 = KerasModels.h5("cnn", folder);
        List<String> three = List.of("input.classes=[0,1,2]", "input.other-classes=passed-over");
        List<String> kept = new ArrayList<>(three);
        kept.addAll(List.of("network.from=" + h5, "network.replace-last=0"));

        assertRefused(
                INPUT,
                kept,
                "the last layer of " + h5 + " puts out 4 classes, but input.path has 3; let it begin anew with"
                        + " network.replace-last=1");
        assertRefused(
                INPUT,
                List.of("network.from=" + h5, "image.size=24"),
                "layer flatten of the network takes images of 4 x 4 x 6, but of images of 24 x 24 x 1 6 x 6 x 6 arrive at it; bring");
        assertRefused(
                INPUT,
                List.of("network.from=" + h5, "image.channels=3"),
                "layer conv1 of the network takes 1 channels, but of images of 16 x 16 x 3 3 channels arrive at it");
    }

    @Test
    void twoNetworksAreOneTooMany() {
        Path h5 = KerasModels.h5("cnn", folder);

        assertRefused(
                CONFIGURATION,
                List.of("network.keras=" + h5, "network.architecture=lenet"),
                "network.architecture and network.keras each say which network to train; give one of them");
        assertRefused(
                CONFIGURATION,
                List.of("network.from=" + h5, "network.freeze-until=conv7"),
                "network.freeze-until must name one of the layers conv1, conv2, norm, dense");
    }
}
