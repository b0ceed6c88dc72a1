package io.cohort.driver.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void anAssignmentWinsOverSparkSubmitOverTheFileOverReference() {
        Path file = Confs.write(
                directory,
                "training { epochs = 2, seed = 2 }",
                "spark { a = file, b = file, c = file }",
                "spark.d = file");

        LoadedConf conf = ConfLoader.load(
                file.toString(),
                List.of("training.seed=3", "spark.a=assigned"),
                Map.of("spark.a", "submitted", "spark.b", "submitted", "other.key", "submitted"),
                new Configuration(false));

        assertThat(conf.config().getInt("training.seed")).isEqualTo(3);
        assertThat(conf.config().getInt("training.epochs")).isEqualTo(2);
        assertThat(conf.config().getInt("training.replicas")).isEqualTo(1);
        assertThat(conf.spark())
                .isEqualTo(Map.of("spark.a", "assigned", "spark.b", "submitted", "spark.c", "file", "spark.d", "file"));
    }

    @Test
    void theLastAssignmentOfAKeyCounts() {
        Path file = Confs.write(directory);

        LoadedConf conf = Confs.load(file, "training.seed=3", "training.seed=4");

        assertThat(conf.config().getInt("training.seed")).isEqualTo(4);
    }

    @Test
    void takesAssignedValuesAsTheyStand() {
        Path file = Confs.write(directory);

        LoadedConf conf = Confs.load(
                file, "run.directory=/a:b{c}", "input.path=${x}=\"# ", "spark.extra=-Da=b,c", "input.column= a");

        assertThat(conf.config().getString("run.directory")).isEqualTo("/a:b{c}");
        assertThat(conf.config().getString("input.path")).isEqualTo("${x}=\"# ");
        assertThat(conf.config().getString("input.column")).isEqualTo(" a");
        assertThat(conf.spark()).containsEntry("spark.extra", "-Da=b,c");
    }

    @Test
    void keepsSparkKeysOfWhichOneIsTheBeginningOfAnother() {
        Path file = Confs.write(directory, "\"spark.speculation\" = true", "\"spark.speculation.interval\" = 1s");

        LoadedConf conf = Confs.load(file, "spark.locality.wait=200ms", "spark.locality.wait.node=0");

        assertThat(conf.spark())
                .isEqualTo(Map.of(
                        "spark.speculation", "true",
                        "spark.speculation.interval", "1s",
                        "spark.locality.wait", "200ms",
                        "spark.locality.wait.node", "0"));
    }

    @Test
    void refusesAnAssignmentWithoutValueOrKey() {
        Path file = Confs.write(directory);

        assertRefused(() -> Confs.load(file, "training.seed"))
                .withMessage("-D training.seed has no value; write -D training.seed=VALUE");
        assertRefused(() -> Confs.load(file, "=3")).withMessage("-D =3 has no key; write -D KEY=VALUE");
    }

    @Test
    void namesAMissingFileAndWhatToGive() {
        Path file = directory.resolve("none.conf");

        assertRefused(() -> Confs.load(file))
                .withMessageContaining("no conf file " + file)
                .withMessageContaining("such as conf/skipgram.conf");
    }

    @Test
    void refusesADirectoryAndAFileTooLongForAConf() throws Exception {
        Path corpus = Files.write(directory.resolve("corpus.txt"), new byte[5 << 20]);

        assertRefused(() -> Confs.load(directory)).withMessageContaining("is not a file");
        assertRefused(() -> Confs.load(corpus)).withMessageContaining("5242880 bytes, more than any conf file");
    }

    @Test
    void namesFileAndLineOfASyntaxError() {
        Path file = Confs.write(directory, "training {", "  epochs = 2", "  seed == ]", "}");

        assertRefused(() -> Confs.load(file)).withMessageContaining("a.conf: 3");
    }

    @Test
    void namesTheNearestKeyOfAnUnknownOneAndItsLine() {
        Path file = Confs.write(directory, "", "training.epoch = 2");

        assertRefused(() -> Confs.load(file))
                .withMessageContaining("unknown key training.epoch; did you mean training.epochs?")
                .withMessageContaining("a.conf: 2");
        assertRefused(() -> Confs.load(Confs.write(directory), "dimension=2"))
                .withMessage("unknown key dimension; did you mean word-vectors.dimension? (-D dimension)");
    }

    @Test
    void refusesASectionGivenAsAValueAndAQuotedPath() {
        assertRefused(() -> Confs.load(Confs.write(directory, "input = /a")))
                .withMessageContaining("input is a section, not a key; its keys are input.choice-seed, input.classes");
        assertRefused(() -> Confs.load(Confs.write(directory, "\"run.directory\" = /a")))
                .withMessageContaining("unknown key \"run.directory\"; did you mean run.directory?");
    }

    @Test
    void resolvesTheHomeOtherKeysAndTheEnvironment() {
        Path file = Confs.write(
                directory,
                "run.directory = ${cohort.home}/runs/${training.seed}",
                "input.path = ${PATH}",
                "input.path = ${?NO_SUCH_VARIABLE_SET}");

        LoadedConf conf = Confs.load(file, "training.seed=7");

        assertThat(conf.config().getString("run.directory")).isEqualTo(System.getProperty("user.dir") + "/runs/7");
        assertThat(conf.config().getString("input.path")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void refusesASubstitutionThatLeadsNowhereAndAHomeInTheFile() {
        assertRefused(() -> Confs.load(Confs.write(directory, "input.path = ${no.such.key}")))
                .withMessageContaining("no.such.key")
                .withMessageContaining("a.conf: 1");
        assertRefused(() -> Confs.load(Confs.write(directory, "cohort.home = /a")))
                .withMessageContaining("unknown key cohort.home");
    }

    @Test
    void readsAConfFileFromAHadoopFileSystem() {
        Path file = Confs.write(directory, "training.seed = 5", "training.epochs = x");
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.other.impl", OtherFileSystem.class.getName());

        LoadedConf conf = ConfLoader.load("other://host" + file, List.of(), Map.of(), hadoop);

        assertThat(conf.config().getInt("training.seed")).isEqualTo(5);
        assertThat(conf.origin("training.epochs")).isEqualTo("other://host" + file + ": 2");
        assertRefused(() -> ConfLoader.load("other://host" + file + "x", List.of(), Map.of(), hadoop))
                .withMessageContaining("no conf file other://host" + file + "x");
        assertRefused(() -> ConfLoader.load("nosuch://host/a.conf", List.of(), Map.of(), hadoop))
                .withMessageContaining("cannot read the conf file nosuch://host/a.conf");
    }

    private static ThrowableAssertAlternative<ConfigurationException> assertRefused(ThrowingCallable call) {
        return assertThatExceptionOfType(ConfigurationException.class).isThrownBy(call);
    }
}
