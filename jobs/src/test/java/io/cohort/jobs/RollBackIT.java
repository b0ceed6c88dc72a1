package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that diverges goes back and lowers its rates, if the conf says so. */
@Timeout(240)
class RollBackIT {
    /** No arithmetic survives 2^100; times 2^-106 it is 2^-6, without rounding. */
    private static final double TOO_HIGH = 0x1p100;

    private static final double FACTOR = 0x1p-106;

    @TempDir
    Path folder;

    private Path text;

    @BeforeEach
    void writeText() {
        text = SmallText.write(folder.resolve("text.txt"), 2_000);
    }

    private String[] train(String conf, String directory, double rate, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/" + conf).toString(), "--json"));
        List<String> keys = new ArrayList<>(List.of(
                "input.path=" + text,
                "run.directory=" + folder.resolve(directory),
                "spark.master=local[2]",
                "text.split=whitespace",
                "word-vectors.dimension=20",
                "training.epochs=2",
                "training.learning-rate=" + rate));
        keys.addAll(Arrays.asList(more));
        keys.forEach(key -> args.addAll(List.of("-D", key)));
        return args.toArray(String[]::new);
    }

    private static String[] network(Path run, double rate, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        List<String> keys = new ArrayList<>(List.of(
                "run.directory=" + run,
                "spark.master=local[2]",
                "network.architecture=mlp",
                "network.parameters.hidden=16",
                "validation.path=none",
                "training.epochs=12",
                "training.replicas=2",
                "training.averaging-frequency=2",
                "training.learning-rate=" + rate));
        keys.addAll(Arrays.asList(more));
        keys.forEach(key -> args.addAll(List.of("-D", key)));
        return args.toArray(String[]::new);
    }

    private static final String[] BACK = {
        "checkpoint.on-divergence=roll-back-and-lower-rate", "checkpoint.rate-factor=" + FACTOR
    };

    private static String sha(CommandResult result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.json().path("model_sha256").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skipgram.conf", "cbow.conf"})
    void wordVectorsAreThoseOfTheLowerRate(String conf) {
        String expected = sha(CommandResult.of(train(conf, "low", TOO_HIGH * FACTOR)));
        CommandResult rolledBack = CommandResult.of(train(conf, "high", TOO_HIGH, BACK));

        assertThat(sha(rolledBack)).isEqualTo(expected);
        assertThat(rolledBack.json().path("roll_backs").asInt()).isEqualTo(1);
        assertThat(rolledBack.json().path("rate_factor").asDouble()).isEqualTo(FACTOR);
        assertThat(rolledBack.err())
                .contains("Diverged: the loss is ")
                .contains("Going back to step 0 with learning rates");
    }

    @Test
    void aDriverKilledAfterARollBackGoesOnWithTheLowerRate() {
        String expected = sha(CommandResult.of(network(folder.resolve("low"), TOO_HIGH * FACTOR)));
        RunFolder run = new RunFolder(folder.resolve("high"));
        try (OtherDriver driver = OtherDriver.start(folder, network(run.path(), TOO_HIGH, BACK))) {
            driver.await(() -> run.path().resolve("metrics.jsonl").toFile().length() > 0);
            driver.kill();
        }
        assertThat(run.newest().rollBacks().count()).isEqualTo(1);

        CommandResult again = CommandResult.of(network(run.path(), TOO_HIGH, BACK));

        assertThat(sha(again)).isEqualTo(expected);
        assertThat(again.json().path("roll_backs").asInt()).isEqualTo(1);
        assertThat(again.json().path("starts").asInt()).isEqualTo(2);
    }

    /**
     * Each update takes 0.1 · 23.57 of a weight off it and so makes it 1.357 times as large: the products of two layers' weights are
     * beyond floats, 2^128, after some 140 updates, in the second epoch of 94 updates a replica. With half the rate weights fall.
     */
    private CommandResult slowly(String directory, boolean keepEpochs) {
        return CommandResult.of(network(
                folder.resolve(directory),
                0.1,
                "training.epochs=2",
                "training.updater=sgd",
                "training.weight-decay=23.57",
                "training.schedule=constant",
                "training.warm-up=0",
                "training.outer-momentum=0",
                "checkpoint.on-divergence=roll-back-and-lower-rate",
                "checkpoint.keep-epochs=" + keepEpochs));
    }

    @Test
    void theEndOfAnEpochIsThereToGoBackToWhateverStatesAreKept() {
        CommandResult all = slowly("all", true);
        CommandResult few = slowly("few", false);

        assertThat(all.err()).contains("Going back to step 47 ");
        assertThat(few.err()).contains("Going back to step 47 ");
        assertThat(sha(few)).isEqualTo(sha(all));
    }

    @Test
    void afterTheLastRollBackItStopsAllTheSame() {
        CommandResult result = CommandResult.of(train(
                "skipgram.conf",
                "run",
                TOO_HIGH,
                "checkpoint.on-divergence=roll-back-and-lower-rate",
                "checkpoint.max-roll-backs=2"));

        JsonNode record = new RunFolder(folder.resolve("run")).record();
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("(roll-back 2 of 2)");
        assertThat(record.path("roll_backs").asInt()).isEqualTo(2);
        assertThat(record.path("rate_factor").asDouble()).isEqualTo(0.25);
    }
}
