package io.cohort.driver.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CohortConfTest {
    @TempDir
    private Path directory;

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        CohortConf conf = Confs.with();

        assertThat(conf.input())
                .isEqualTo(new InputConf("/in", 33_554_432, "text", conf.input().examples()));
        assertThat(conf.text()).isEqualTo(new TextConf(Split.WHITESPACE, false, 1000, 0.01));
        assertThat(conf.training().epochs()).isEqualTo(5);
        assertThat(conf.training().seed()).isEqualTo(1);
        assertThat(conf.training().replicas()).isEqualTo(1);
        assertThat(conf.training().learningRate()).isEmpty();
        assertThat(conf.network().isGiven()).isFalse();
        assertThat(conf.wordVectors())
                .isEqualTo(new WordVectorsConf(
                        Model.SKIP_GRAM,
                        Loss.NEGATIVE_SAMPLING,
                        Strategy.AUTO,
                        100,
                        5,
                        5,
                        1e-4,
                        5,
                        1,
                        10_000_000,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        1L << 30,
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        KernelChoice.AUTO,
                        OptionalInt.empty(),
                        Combine.AGREEMENT,
                        10,
                        1e-4));
    }

    @Test
    void readsNumbersAndBooleansGivenAsStrings() {
        CohortConf conf = Confs.with(
                "word-vectors.dimension=300",
                "word-vectors.subsample=1e-3",
                "word-vectors.blocks=32",
                "word-vectors.pass-bytes=2 MiB",
                "word-vectors.max-vocabulary=1e6",
                "word-vectors.range-words=100000",
                "training.learning-rate=0.05",
                "training.seed=-9223372036854775808",
                "text.lower-case=true");

        assertThat(conf.wordVectors().dimension()).isEqualTo(300);
        assertThat(conf.wordVectors().subsample()).isEqualTo(0.001);
        assertThat(conf.wordVectors().blocks()).hasValue(32);
        assertThat(conf.wordVectors().passBytes()).isEqualTo(2_097_152);
        assertThat(conf.wordVectors().maxVocabulary()).isEqualTo(1_000_000);
        assertThat(conf.wordVectors().rangeWords()).hasValue(100_000);
        assertThat(conf.training().learningRate()).hasValue(0.05);
        assertThat(conf.training().seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(conf.text().lowerCase()).isTrue();
    }

    @Test
    void saysThatARequiredKeyIsNotSet() {
        Path file = Confs.write(directory, "input.path = /in");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CohortConf.of(Confs.load(file), Confs.NOW))
                .withMessage("run.directory is not set; set it in the conf file or with -D run.directory=VALUE");
    }

    @Test
    void namesKeyValueTypeFileAndLineOfAWrongType() {
        Path file = Confs.write(
                directory, "run.directory = /r", "input.path = /in", "word-vectors {", "dimension = many", "}");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CohortConf.of(Confs.load(file), Confs.NOW))
                .withMessage("word-vectors.dimension must be a whole number, but is \"many\" (" + file + ": 4)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word-vectors.dimension|0|a whole number from 1 to 10000, but is 0",
                "word-vectors.dimension|10001|a whole number from 1 to 10000, but is 10001",
                "word-vectors.dimension|1.5|a whole number, but is \"1.5\"",
                "word-vectors.dimension|1e30|a whole number, but is \"1e30\"",
                "word-vectors.dimension|3000000000|a whole number of at most 2147483647, but is \"3000000000\"",
                "word-vectors.dimension|''|a whole number, but is \"\"",
                "word-vectors.window|101|a whole number from 1 to 100, but is 101",
                "word-vectors.negatives|26|a whole number from 1 to 25, but is 26",
                "word-vectors.max-share|0|above 0 and at most 1, but is 0.0",
                "word-vectors.max-share|1.5|above 0 and at most 1, but is 1.5",
                "word-vectors.subsample|NaN|from 0 to 1, but is NaN",
                "word-vectors.subsample|-0.1|from 0 to 1, but is -0.1",
                "word-vectors.min-count|0|at least 1, but is 0",
                "word-vectors.blocks|24|auto or a power of two from 1 to 1024, but is 24",
                "word-vectors.blocks|2048|auto or a power of two from 1 to 1024, but is 2048",
                "word-vectors.blocks|some|auto or a whole number, but is \"some\"",
                "word-vectors.passes|0|a whole number from 1 to 65536, but is 0",
                "word-vectors.pass-bytes|1 furlong|a size such as 33554432 or \"32 MiB\", but is \"1 furlong\"",
                "word-vectors.pass-bytes|10|at least 1048576, but is 10",
                "word-vectors.range-words|1|a whole number from 1000 to 2147483647, but is 1",
                "word-vectors.group|65|a whole number from 1 to 64, but is 65",
                "word-vectors.averaging-steps|0|a whole number from 1 to 1000000, but is 0",
                "word-vectors.tau|NaN|finite and above 0, but is NaN",
                "word-vectors.tau|0|finite and above 0, but is 0.0",
                "word-vectors.minimum-rate-share|NaN|from 0 to 1, but is NaN",
                "word-vectors.model|skipgram|one of skip-gram, cbow, but is \"skipgram\"",
                "word-vectors.kernel|VECTOR|one of auto, vector, scalar, nd4j, but is \"VECTOR\"",
                "training.epochs|0|a whole number from 1 to 100000, but is 0",
                "training.replicas|0|a whole number from 1 to 65536, but is 0",
                "training.learning-rate|NaN|finite and above 0, but is NaN",
                "training.learning-rate|Infinity|finite and above 0, but is Infinity",
                "training.learning-rate|-1|finite and above 0, but is -1.0",
                "training.seed|x|a whole number, but is \"x\"",
                "text.lower-case|yes|true or false, but is \"yes\"",
                "text.max-sentence-words|0|a whole number from 1 to 1000000, but is 0",
                "text.max-malformed-share|2|from 0 to 1, but is 2.0",
                "input.piece-bytes|10|at least 1024, but is 10",
                "input.path|' '|given and not blank, but is \" \"",
                "run.directory|''|given and not blank, but is \"\"",
                "report.progress-seconds|NaN|finite and above 0, but is NaN",
            })
    void refusesAWrongValueAndNamesKeyValueAndOrigin(String key, String value, String expected) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Confs.with(key + "=" + value))
                .withMessage(key + " must be " + expected + " (-D " + key + ")");
    }

    @Test
    void refusesAListAndASectionWhereANumberIsExpected() {
        for (String wrong : new String[] {"[1, 2]", "{ a = 1 }"}) {
            Path file = Confs.write(directory, "run.directory = /r", "input.path = /in", "training.epochs = " + wrong);

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> CohortConf.of(Confs.load(file), Confs.NOW))
                    .withMessageContaining("training.epochs must be a whole number")
                    .withMessageContaining("a.conf: 3");
        }
    }

    @Test
    void stratifiesSkipGramWithNegativeSamplingUnlessAveragingIsAskedFor() {
        assertThat(Confs.with().wordVectors().stratified()).isTrue();
        assertThat(Confs.with("word-vectors.strategy=averaging").wordVectors().stratified())
                .isFalse();
        assertThat(Confs.with("word-vectors.model=cbow").wordVectors().stratified())
                .isFalse();
        assertThat(Confs.with("word-vectors.loss=hierarchical-softmax")
                        .wordVectors()
                        .stratified())
                .isFalse();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Confs.with("word-vectors.strategy=stratified", "word-vectors.model=cbow"))
                .withMessageContaining("word-vectors.strategy must be averaging or auto");
    }

    @Test
    void resolvesToTheKeysOfReferenceConf() {
        SortedMap<String, ConfigValue> keys = new TreeMap<>();
        ConfigObject reference = ConfigFactory.parseResources(getClass().getClassLoader(), "reference.conf")
                .root();
        reference.forEach(
                (section, below) -> ((ConfigObject) below).forEach((key, v) -> keys.put(section + "." + key, v)));
        TreeSet<String> resolved = new TreeSet<>(Confs.with().resolved().keySet());
        TreeSet<String> ofNetwork = new TreeSet<>(
                Confs.with("network.architecture=lenet").resolved().keySet());

        assertThat(resolved).contains("word-vectors.window", "training.seed").doesNotContain("training.batch-size");
        assertThat(ofNetwork).contains("training.batch-size", "training.seed").doesNotContain("word-vectors.window");
        resolved.addAll(ofNetwork);
        assertThat(resolved).isEqualTo(new TreeSet<>(keys.keySet()));
    }

    @Test
    void resolvesOneValueToOneSpelling() {
        Path file = Confs.write(
                directory,
                "run.directory = /runs/a",
                "input { path = /in, piece-bytes = 32 MiB }",
                "word-vectors { dimension = \"100\", subsample = 0.0001 }");

        SortedMap<String, String> fromFile =
                CohortConf.of(Confs.load(file), Confs.NOW).resolved();

        assertThat(fromFile).isEqualTo(Confs.with("input.piece-bytes=33554432").resolved());
        assertThat(fromFile)
                .containsEntry("input.piece-bytes", "33554432")
                .containsEntry("word-vectors.blocks", "auto");
    }

    @Test
    void masksSecretsOfSparkInWhatIsPrinted() {
        CohortConf conf = Confs.with(
                "spark.hadoop.fs.s3a.secret.key=hush", "spark.ssl.keyStorePassword=hush", "spark.master=local[2]");

        assertThat(conf.spark()).containsEntry("spark.hadoop.fs.s3a.secret.key", "hush");
        assertThat(conf.resolved().values()).doesNotContain("hush");
        assertThat(conf.resolved()).containsEntry("spark.master", "local[2]");
    }

    @Test
    void aResumeMayChangeWhereAndHowButNotWhat() {
        Map<String, String> begun =
                Confs.with("training.epochs=5", "word-vectors.kernel=vector").resolved();

        assertThat(Confs.with(
                                "training.epochs=6",
                                "word-vectors.kernel=scalar",
                                "spark.master=local[4]",
                                "report.progress-seconds=1",
                                "checkpoint.keep-epochs=false",
                                "run.directory=/moved")
                        .differences(begun))
                .isEmpty();
        assertThat(Confs.with(
                                "training.epochs=4",
                                "training.seed=2",
                                "word-vectors.kernel=nd4j",
                                "word-vectors.blocks=8",
                                "input.path=/other")
                        .differences(begun))
                .containsExactly(
                        "input.path was /in and is now /other",
                        "training.epochs was 5 and is now 4",
                        "training.seed was 1 and is now 2",
                        "word-vectors.blocks was auto and is now 8",
                        "word-vectors.kernel was vector and is now nd4j");
    }

    @Test
    void aKeyThatAnOlderVersionDidNotKnowHadItsDefault() {
        SortedMap<String, String> begun = new TreeMap<>(Confs.with().resolved());
        begun.remove("training.seed");

        assertThat(Confs.with().differences(begun)).isEmpty();
        assertThat(Confs.with("training.seed=2").differences(begun))
                .containsExactly("training.seed was 1 and is now 2");
    }

    @Test
    void aKeyThatThisVersionDoesNotKnowIsRefused() {
        SortedMap<String, String> begun = new TreeMap<>(Confs.with().resolved());
        begun.put("training.momentum", "0.9");

        assertThat(Confs.with().differences(begun)).containsExactly("training.momentum was 0.9 and is now not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs/news-{yyyy-MM-dd}|runs/news-2026-03-09",
                "{uuuu}/{yyyyMMdd-HH}/a|2026/20260309-23/a",
                "/a:b{c}|/a:b{c}",
                "/no/braces|/no/braces",
            })
    void putsTheDateOfTheGivenZoneIntoTheDirectory(String given, String expected) {
        assertThat(Confs.with("run.directory=" + given).run().directory()).isEqualTo(expected);
    }

    @Test
    void refusesBracesThatHoldNoDatePattern() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Confs.with("run.directory=/a-{yyyy-bb}"))
                .withMessageContaining("run.directory must be a path whose braces hold a date pattern");
    }
}
