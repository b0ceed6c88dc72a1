package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleFormat;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSettings.Learned;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.UpdaterSettings.Kind;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextSamplerTest {
    /** Two characters tell which comes next. */
    private static final String SENTENCE = "my cat bounds. ";

    private static final Configuration HADOOP = new Configuration(false);
    private static final NetworkSettings SETTINGS =
            Trial.named("lstm-characters", Map.of("hidden", List.of(24), "truncation", 20), Kind.ADAM);

    @TempDir
    static Path folder;

    private static ExampleCatalog catalog;
    private static Learned learned;
    private static float[] parameters;

    @BeforeAll
    static void train() throws IOException {
        ExampleSourceSpec source = list("training.txt", SENTENCE.repeat(86) + "\n", null);
        catalog = source.catalog();
        learned = catalog.learned();
        try (Replica replica = new NetworkReplicaSpec(SETTINGS, source::open).build(HADOOP)) {
            parameters = replica.initialParameters(3);
            replica.load(parameters, new float[replica.layout().updaterState()]);
            int[][] minibatches = IntStream.range(0, 60)
                    .mapToObj(i -> IntStream.range(i % 4 * 8, i % 4 * 8 + 8).toArray())
                    .toArray(int[][]::new);
            double[] rates = new double[minibatches.length];
            Arrays.setAll(rates, i -> 0.02 * (rates.length - i) / rates.length);
            replica.train(minibatches, new SharePlace(7, 0, 0, 0, 0, rates));
            replica.save(parameters, new float[replica.layout().updaterState()]);
        }
    }

    /** @param known training's; null for training itself */
    private static ExampleSourceSpec list(String name, String text, ExampleCatalog known) throws IOException {
        String file = Files.writeString(folder.resolve(name), text).toString();
        ExampleSettings plain = ExampleSettings.plain(file).withFormat(ExampleFormat.CHARACTERS);
        return ExampleSourceSpec.list(
                known == null
                        ? plain.withSequenceLength(40)
                        : plain.withSequenceLength(1_000).like(file, known.learned()),
                HADOOP);
    }

    private static String write(int characters, double temperature, String prime, long seed) {
        try (TextSampler sampler = new TextSampler(SETTINGS, learned, parameters)) {
            return sampler.write(new SamplingSettings(characters, temperature, prime, seed));
        }
    }

    @Test
    void goesOnWithWhatItHasLearned() {
        assertThat(write(24, 0, "my cat", 1)).isEqualTo(" bounds. my cat bounds. ");
    }

    @Test
    void takesTheMostProbableCharacterAfterAllBeforeIt() throws IOException {
        String prime = "cat ";
        String text = prime + write(60, 0, prime, 1);

        ScoredExamples scored;
        try (Replica replica =
                new NetworkReplicaSpec(SETTINGS, list("written.txt", text, catalog)::open).build(HADOOP)) {
            replica.load(parameters, new float[replica.layout().updaterState()]);
            scored = replica.score(new int[] {0});
        }

        String expected = IntStream.range(prime.length() - 1, text.length() - 1)
                .mapToObj(step -> learned.classes().get(Rows.largest(scored.outputs(), step, scored.classes())))
                .collect(Collectors.joining());
        assertThat(text.substring(prime.length())).isEqualTo(expected);
    }

    @Test
    void theSeedAloneDecidesWhatIsDrawn() {
        String once = write(200, 1.5, "", 1);
        String again = write(200, 1.5, "", 1);
        String other = write(200, 1.5, "", 2);

        assertThat(once).hasSize(200).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void oneSamplerWritesTwoTextsAsTwoDo() {
        SamplingSettings wanted = new SamplingSettings(50, 1, "my", 5);
        try (TextSampler sampler = new TextSampler(SETTINGS, learned, parameters)) {
            assertThat(sampler.write(wanted)).isEqualTo(sampler.write(wanted));
        }
    }

    @Test
    void namesTheCharacterThatItDoesNotKnow() {
        assertThatThrownBy(() -> TextSampler.check(learned, "my\u00e9"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("'\u00e9' (U+00E9) in --prime is none of the 14 characters that the network knows; leave it"
                        + " out");
    }

    @Test
    void refusesNetworksThatDoNotWrite() {
        GeneratedExamples images = GeneratedExamples.images(16, 16, 1, 4);
        Learned pictures = images.catalog().learned();
        NetworkSettings both = Trial.named(
                "lstm-characters", Map.of("hidden", List.of(4), "truncation", 0, "bidirectional", true), Kind.SGD);

        assertThatThrownBy(() -> TextSampler.check(pictures, ""))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("was not trained on the characters of a text");
        // 4 gates * 4 * (14 + 4 + 1) in each direction, (8 + 1) * 14 classes.
        assertThatThrownBy(() -> new TextSampler(both, learned, new float[2 * 4 * 4 * 19 + 9 * 14]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("reads its text from both ends");
    }
}
