package io.cohort.driver.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkConfTest {
    @TempDir
    private Path directory;

    private static CohortConf network(String... assignments) {
        List<String> all = new ArrayList<>(List.of("network.architecture=lenet"));
        all.addAll(List.of(assignments));
        return Confs.with(all.toArray(String[]::new));
    }

    @Test
    void readsLayersAndParametersFromAFileAndFromAnAssignmentAlike() {
        Path file = Confs.write(
                directory,
                "run.directory = /runs/a",
                "input.path = /in",
                "network.layers = [{ type = dense, units = 100 }, { type = output }]",
                "network.parameters { width = 16 }",
                "image.mean = [0.5, 0.4, 0.3]");
        CohortConf fromFile = CohortConf.of(Confs.load(file), Confs.NOW);
        CohortConf assigned = Confs.with(
                "network.layers=[{type=dense,units=100},{type=output}]",
                "network.parameters.width=16",
                "image.mean=[0.5,0.4,0.3]");

        assertThat(fromFile.network().layers())
                .containsExactly(Map.of("type", "dense", "units", 100), Map.of("type", "output"));
        assertThat(fromFile.network().parameters()).isEqualTo(Map.of("width", 16));
        assertThat(fromFile.image().mean()).containsExactly(0.5, 0.4, 0.3);
        assertThat(assigned.network().layers()).isEqualTo(fromFile.network().layers());
    }

    @Test
    void whatIsResolvedIsReadAgainAsTheSame() {
        CohortConf conf = Confs.with(
                "network.layers=[{type=dense,units=100},{type=output}]",
                "network.parameters={width=16,deep=[1,2]}",
                "input.classes=[cat,dog]",
                "input.part=[0,0.9]");
        List<String> keys = conf.resolved().entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .toList();

        CohortConf again = CohortConf.of(ConfLoader.load(keys, Map.of()), Confs.NOW);

        assertThat(again).isEqualTo(conf);
    }

    @Test
    void minibatchesShrinkAndTheOuterMomentumComesWithTheReplicas() {
        MinibatchConf usual = network().training().minibatch();

        assertThat(usual.batchSizeFor(1)).isEqualTo(64);
        assertThat(usual.batchSizeFor(2)).isEqualTo(32);
        assertThat(usual.batchSizeFor(8)).isEqualTo(16);
        assertThat(usual.outerMomentumFor(1)).isZero();
        assertThat(usual.outerMomentumFor(2)).isEqualTo(0.6);
        assertThat(network("training.batch-size=100").training().minibatch().batchSizeFor(8))
                .isEqualTo(100);
    }

    @Test
    void aSizeIsASideOrTwo() {
        assertThat(network("image.size=128").image().height()).isEqualTo(128);
        assertThat(network("image.size=64x32").image().height()).isEqualTo(64);
        assertThat(network("image.size=64x32").image().width()).isEqualTo(32);
        assertThat(network().image().width()).isZero();
    }

    @Test
    void keysOfTheOtherKindOfRunAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> network("word-vectors.window=3"))
                .withMessage(
                        "word-vectors.window belongs to word vectors, but network.architecture makes this a run of a"
                                + " network; remove one of them (-D word-vectors.window)");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Confs.with("training.batch-size=3"))
                .withMessage(
                        "training.batch-size belongs to networks, but no network is named, so this is a run of word"
                                + " vectors; name one with network.architecture, or remove the key (-D training.batch-size)");
    }

    @Test
    void twoNetworksAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> network("network.layers=[{type=dense}]"))
                .withMessageContaining("each say which network to train; give one of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.batch-size|0|a whole number from 1 to 1000000, but is 0",
                "training.averaging-frequency|0|a whole number from 1 to 1000000, but is 0",
                "training.outer-momentum|1|at least 0.0 and below 1.0, but is 1.0",
                "training.outer-rate|NaN|finite and above 0, but is NaN",
                "training.label-smoothing|1|at least 0.0 and below 1.0, but is 1.0",
                "training.updater|sdg|one of sgd, momentum, nesterov, adam, adamw, rmsprop, adagrad, but is \"sdg\"",
                "training.momentum|NaN|at least 0.0 and below 1.0, but is NaN",
                "training.weight-decay|-1|finite and at least 0, but is -1.0",
                "training.schedule|cos|one of constant, step, exponential, linear, polynomial, cosine, but is \"cos\"",
                "training.schedule-factor|2|from 0 to 1, but is 2.0",
                "training.schedule-every|0|finite and above 0, but is 0.0",
                "training.warm-up|NaN|finite and at least 0, but is NaN",
                "image.size|big|auto, a side such as 128, or HEIGHTxWIDTH, but is \"big\"",
                "image.channels|2|0 (as the files have them), 1 or 3, but is 2",
                "image.mean|many|a list of numbers such as [0.5, 0.5], but is \"many\"",
                "augmentation.min-area|0|finite and above 0, but is 0.0",
                "augmentation.mixup|2|from 0 to 1, but is 2.0",
                "augmentation.noise|-1|from 0 to 10, but is -1.0",
                "input.part|[0.5, 0.2]|two shares between 0 and 1, the first below the second, such as [0, 0.9], but is [0.5, 0.2]",
                "input.format|jpeg|one of auto, idx, image-folder, packed, series, csv, characters, trees, but is \"jpeg\"",
                "bad-records.mode|ignore|one of fail, skip, but is \"ignore\"",
                "bad-records.max-share|2|from 0 to 1, but is 2.0",
                "network.native-threads|0|a whole number from 1 to 1024, but is 0",
                "network.parameters|7|an object such as {width = 16}, but is \"7\"",
                "validation.batch-size|0|a whole number from 1 to 1000000, but is 0",
            })
    void refusesAWrongValueAndNamesKeyValueAndOrigin(String key, String value, String expected) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> network(key + "=" + value))
                .withMessage(key + " must be " + expected + " (-D " + key + ")");
    }
}
