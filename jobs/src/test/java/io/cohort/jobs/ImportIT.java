package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Networks of other programs, as the command line trains and scores them. */
@Timeout(300)
class ImportIT {
    private static final int CLASSES = 4;
    /** Two programs, single precision. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private CommandResult train(String run, String... keys) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        List<String> all = new ArrayList<>(List.of(
                "network.architecture=none",
                "input.path=" + KerasModels.images("train"),
                "validation.path=" + KerasModels.images("t10k"),
                "run.directory=" + folder.resolve(run),
                "training.epochs=3",
                "training.batch-size=8",
                "training.learning-rate=0.01",
                "spark.master=local[2]"));
        all.addAll(List.of(keys));
        all.forEach(key -> args.addAll(List.of("-D", key)));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private static JsonNode done(CommandResult result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.json();
    }

    private static JsonNode predicted(Object model) {
        return done(CommandResult.of(
                "predict",
                model.toString(),
                KerasModels.images("t10k").toString(),
                "-k",
                "" + CLASSES,
                "-D",
                "spark.master=local[2]",
                "--json"));
    }

    private static JsonNode evaluated(Object model) {
        return done(CommandResult.of(
                        "evaluate",
                        model.toString(),
                        "--data",
                        KerasModels.images("t10k").toString(),
                        "-D",
                        "spark.master=local[2]",
                        "--json"))
                .path("classification");
    }

    private static double probability(JsonNode example, int label) {
        for (JsonNode top : example.path("top")) {
            if (top.path("label").asInt() == label) {
                return top.path("probability").asDouble();
            }
        }
        throw new AssertionError("no label " + label + " in " + example);
    }

    @Test
    void aKerasFileIsPredictedAndEvaluatedAsKerasDoes() {
        Path h5 = KerasModels.h5("cnn", folder);
        Path colour = KerasModels.h5("functional", folder);

        JsonNode grey = predicted(h5);
        JsonNode found = predicted(colour);

        JsonNode labels = KerasModels.expected().path("cnn-all");
        assertThat(grey).hasSize(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            assertThat(grey.get(i).path("label").asInt())
                    .isEqualTo(labels.get(i).asInt());
        }
        assertSame(grey, KerasModels.expected().path("cnn"));
        assertSame(found, KerasModels.expected().path("functional"));
        assertThat(evaluated(h5).path("examples").asInt()).isEqualTo(labels.size());
    }

    private static void assertSame(JsonNode predicted, JsonNode expected) {
        for (int i = 0; i < expected.size(); i++) {
            for (int label = 0; label < CLASSES; label++) {
                assertThat(probability(predicted.get(i), label))
                        .isCloseTo(expected.get(i).get(label).asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void trainingGoesOnFromAKerasFileWithTheSameBitsWhereverAndWheneverItRuns() throws IOException {
        Path h5 = KerasModels.h5("cnn", folder);
        String[] keys = {
            "network.from=" + h5, "network.replace-last=0", "training.replicas=2", "network.freeze-until=conv1"
        };

        JsonNode two = done(train("two", keys));
        String[] onOne = Arrays.copyOf(keys, keys.length + 1);
        onOne[keys.length] = "spark.master=local[1]";
        JsonNode one = done(train("one", onOne));
        RunFolder stopped = new RunFolder(folder.resolve("one"));
        Files.delete(stopped.path().resolve("_SUCCESS"));
        stopped.takeBack(stopped.newest());
        JsonNode resumed = done(train("one", keys));

        assertThat(two.path("model_sha256").asText()).hasSize(64);
        assertThat(one.path("model_sha256")).isEqualTo(two.path("model_sha256"));
        assertThat(resumed.path("model_sha256")).isEqualTo(two.path("model_sha256"));
        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
        assertThat(two.at("/metrics/validation_loss").asDouble())
                .isLessThan(evaluated(h5).path("loss").asDouble());
        assertThat(two.at("/input/summary").asText()).contains("; from " + h5 + ", sha256 ");
    }

    /** What is trained needs the first file no more, and is a network of DL4J's own. */
    @Test
    void whatGoesOnFromKerasStandsAloneAndCanBeExported() throws IOException {
        Path h5 = KerasModels.h5("functional", folder);
        Path zip = folder.resolve("functional.zip");
        JsonNode run = done(train("run", "network.from=" + h5, "network.replace-last=1", "network.kept-rate=0.5"));
        Files.delete(h5);

        JsonNode found = evaluated(folder.resolve("run"));
        JsonNode expected = predicted(folder.resolve("run"));
        CommandResult exported = CommandResult.of(
                "export", folder.resolve("run").toString(), "--format", "dl4j-zip", "--to", zip.toString());

        assertThat(found.path("accuracy")).isEqualTo(run.at("/metrics/accuracy"));
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(predicted(zip)).isEqualTo(expected);
        ComputationGraph graph = ComputationGraph.load(zip.toFile(), false);
        assertThat(graph.getConfiguration().toJson()).doesNotContain("io.cohort");
        INDArray output = graph.outputSingle(Nd4j.zeros(1, KerasModels.SIDE, KerasModels.SIDE, 3));
        assertThat(output.shape()).containsExactly(1, CLASSES);
        graph.close();
    }

    private static MultiLayerNetwork channelsFirst() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(6)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(KerasModels.SIDE, KerasModels.SIDE, 1))
                .build());
        network.init();
        return network;
    }

    @Test
    void aNetworkInDl4jsJsonIsTrainedFromNothing() throws IOException {
        Path json = Files.writeString(
                folder.resolve("network.json"),
                channelsFirst().getLayerWiseConfigurations().toJson());
        String[] keys = {"network.dl4j-json=" + json, "training.epochs=6", "training.replicas=2"};

        JsonNode two = done(train("two", keys));
        String[] onOne = Arrays.copyOf(keys, keys.length + 1);
        onOne[keys.length] = "spark.master=local[1]";
        JsonNode one = done(train("one", onOne));
        Files.delete(json);

        assertThat(two.at("/metrics/accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(one.path("model_sha256").asText())
                .hasSize(64)
                .isEqualTo(two.path("model_sha256").asText());
        assertThat(evaluated(folder.resolve("two")).path("accuracy")).isEqualTo(two.at("/metrics/accuracy"));
    }

    @Test
    void aNetworkOfKerasIsTrainedFromNothing() {
        JsonNode json = done(train("json", "network.keras=" + KerasModels.json(), "training.epochs=6"));
        JsonNode h5 = done(train("h5", "network.keras=" + KerasModels.h5("cnn", folder), "training.epochs=6"));

        assertThat(json.at("/metrics/accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(h5.path("model_sha256").asText())
                .hasSize(64)
                .isEqualTo(json.path("model_sha256").asText());
    }

    @Test
    void aZipThatDl4jWroteIsAStart() throws IOException {
        Path zip = folder.resolve("other.zip");
        channelsFirst().save(zip.toFile());
        double untrained = evaluated(zip).path("accuracy").asDouble();

        JsonNode whole = done(train("whole", "network.from=" + zip, "network.replace-last=0", "training.epochs=6"));
        JsonNode fewer =
                done(train("fewer", "network.from=" + zip, "input.classes=[0,1]", "input.other-classes=passed-over"));

        assertThat(whole.at("/metrics/accuracy").asDouble()).isGreaterThan(untrained + 0.3);
        assertThat(fewer.at("/input/classes").asInt()).isEqualTo(2);
    }
}
