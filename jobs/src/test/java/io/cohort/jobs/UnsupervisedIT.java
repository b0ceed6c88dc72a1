package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.network.NetworkModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Learning without labels, then with few, as the command line trains it. */
@Timeout(300)
class UnsupervisedIT {
    private static final String[] STACK = {
        "network.parameters.layer-epochs=2",
        "training.epochs=4",
        "training.averaging-frequency=10",
        "network.parameters.hidden=[128,64]",
        "network.parameters.activation=relu"
    };

    @TempDir
    static Path shared;

    private static Path pretrained;
    private static JsonNode pretraining;

    @TempDir
    Path folder;

    @BeforeAll
    static void pretrain() {
        pretrained = shared.resolve("autoencoder");
        pretraining = train("autoencoder", pretrained, STACK).json();
    }

    private static CommandResult train(String conf, Path run, String... keys) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/" + conf + ".conf").toString(), "--json"));
        List<String> all = new ArrayList<>(List.of("run.directory=" + run, "spark.master=local[2]"));
        all.addAll(List.of(keys));
        all.forEach(key -> args.addAll(List.of("-D", key)));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private static double loss(JsonNode line) {
        return line.path("loss").asDouble();
    }

    @Test
    void everyLayerLearnsToReconstructAndTheWholeStackIsMeasured() {
        List<JsonNode> steps = new RunFolder(pretrained).metrics();
        int half = steps.size() / 2;

        assertThat(pretraining.path("status").asText()).isEqualTo("done");
        assertThat(loss(steps.get(half - 1))).isLessThan(0.8 * loss(steps.get(0)));
        assertThat(loss(steps.get(steps.size() - 1))).isLessThan(0.8 * loss(steps.get(half)));
        // Validation only where the last layer has begun to learn: after epochs 3 and 4.
        assertThat(steps.stream().filter(line -> line.has("validation"))).hasSize(2);
        assertThat(pretraining.at("/metrics/validation_loss").asDouble()).isLessThan(loss(steps.get(0)));
        assertThat(pretraining.path("metrics").has("accuracy")).isFalse();
        // The schedule begins anew with each layer.
        assertThat(steps.get(half).path("learning_rate")).isEqualTo(steps.get(0).path("learning_rate"));
    }

    @Test
    void whatDl4jDoesNotKnowIsNotExported() {
        CommandResult result = CommandResult.of(
                "export",
                pretrained.toString(),
                "--format",
                "dl4j-zip",
                "--to",
                folder.resolve("a.zip").toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("autoencoder has layers that DL4J does not know: there is no zip of it");
        assertThat(folder.resolve("a.zip")).doesNotExist();
    }

    @Test
    void slotsDoNotChangeTheResultOfReplicas() {
        String[] keys = new String[STACK.length + 2];
        System.arraycopy(STACK, 0, keys, 0, STACK.length);
        keys[STACK.length] = "training.replicas=2";
        keys[STACK.length + 1] = "spark.master=local[2]";
        String two = train("autoencoder", folder.resolve("two"), keys)
                .json()
                .path("model_sha256")
                .asText();
        keys[STACK.length + 1] = "spark.master=local[1]";
        String one = train("autoencoder", folder.resolve("one"), keys)
                .json()
                .path("model_sha256")
                .asText();

        assertThat(one).hasSize(64).isEqualTo(two);
        assertThat(one).isNotEqualTo(pretraining.path("model_sha256").asText());
    }

    @Test
    void fineTuningBeginsWithTheEncodersAndLeavesFrozenOnesToTheBit() throws IOException {
        JsonNode tuned = train("fine-tune", folder.resolve("tuned"), "network.from=" + pretrained)
                .json();
        JsonNode frozen = train(
                        "fine-tune",
                        folder.resolve("frozen"),
                        "network.from=" + pretrained,
                        "network.freeze-until=2",
                        "training.replicas=2",
                        "training.learning-rate=0.02",
                        "training.epochs=10")
                .json();

        // Ten classes: a tenth by chance.
        assertThat(tuned.at("/metrics/accuracy").asDouble()).isGreaterThan(0.25);
        List<JsonNode> steps = new RunFolder(folder.resolve("frozen")).metrics();
        assertThat(frozen.path("status").asText()).isEqualTo("done");
        assertThat(loss(steps.get(steps.size() - 1))).isLessThan(0.9 * loss(steps.get(0)));
        assertThat(encoders(folder.resolve("frozen"))).isEqualTo(encoders(pretrained));
        assertThat(encoders(folder.resolve("tuned"))).isNotEqualTo(encoders(pretrained));
    }

    /** Weights and biases of the layers 784 → 128 → 64, which lie first in both networks. */
    private static float[] encoders(Path run) throws IOException {
        Configuration hadoop = new Configuration(false);
        NetworkModel model = NetworkModel.find(run.toString(), hadoop).orElseThrow();
        float[] all = model.state().parameters(model.folder().toString(), hadoop);
        return Arrays.copyOf(all, 785 * 128 + 129 * 64);
    }

    @Test
    void aVariationalAutoencoderReportsItsBoundOnAnyNumberOfSlots() {
        String[] keys = {
            "training.epochs=2",
            "training.replicas=2",
            "network.parameters.hidden=128",
            "network.parameters.code=8",
            "spark.master=local[2]"
        };
        JsonNode two = train("variational", folder.resolve("two"), keys).json();
        keys[keys.length - 1] = "spark.master=local[1]";
        JsonNode one = train("variational", folder.resolve("one"), keys).json();
        List<JsonNode> steps = new RunFolder(folder.resolve("one")).metrics();

        assertThat(one.path("model_sha256")).isEqualTo(two.path("model_sha256"));
        assertThat(one.at("/metrics/elbo").asDouble())
                .isEqualTo(-one.at("/metrics/validation_loss").asDouble());
        assertThat(loss(steps.get(steps.size() - 1))).isLessThan(0.8 * loss(steps.get(0)));
    }

    @Test
    void epochsThatDoNotFitTheLayersAreNamed() {
        CommandResult result = train("autoencoder", folder.resolve("run"), "training.epochs=7");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("training.epochs must be 10 (2 layers, network.parameters.hidden, of 5 epochs");
    }
}
