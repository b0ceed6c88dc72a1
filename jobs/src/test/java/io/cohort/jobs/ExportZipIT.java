package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A trained network as other programs read it. */
@Timeout(240)
class ExportZipIT {
    private static final int EXAMPLES = 24;
    private static final int CLASSES = 4;
    /** Outputs of two ways of computing in single precision. */
    private static final double TOLERANCE = 1e-5;

    /** Knows nothing of Cohort: prints what a network makes of the images of an idx file. */
    private static final String PLAIN = """
            import java.io.File;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.factory.Nd4j;

            public class PlainDl4j {
                public static void main(String[] args) throws Exception {
                    try {
                        Class.forName("io.cohort.worker.network.ModelZip");
                        throw new IllegalStateException("Cohort is on the class path");
                    } catch (ClassNotFoundException expected) {
                        System.out.println("without Cohort");
                    }
                    MultiLayerNetwork network = MultiLayerNetwork.load(new File(args[0]), false);
                    byte[] idx = Files.readAllBytes(Path.of(args[1]));
                    float[] pixels = new float[idx.length - 16];
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = (idx[16 + i] & 0xff) / 255f;
                    }
                    INDArray out = network.output(Nd4j.create(pixels, pixels.length / 784, 28, 28, 1));
                    for (int i = 0; i < out.size(0); i++) {
                        for (int c = 0; c < out.size(1); c++) {
                            System.out.println("output " + i + " " + c + " " + out.getDouble(i, c));
                        }
                    }
                }
            }
            """;

    @TempDir
    static Path shared;

    private static Path images;
    private static Path run;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        images = SmallImages.write(shared, "t10k", EXAMPLES, 2);
        run = shared.resolve("run");
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        for (String key : List.of(
                "input.path=" + SmallImages.write(shared, "train", 200, 1),
                "validation.path=none",
                "run.directory=" + run,
                "network.parameters.normalised=true",
                "training.epochs=1",
                "spark.master=local[2]")) {
            args.addAll(List.of("-D", key));
        }
        CommandResult result = CommandResult.of(args.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static CommandResult export(Path zip, String... more) {
        List<String> args =
                new ArrayList<>(List.of("export", run.toString(), "--format", "dl4j-zip", "--to", zip.toString()));
        args.addAll(List.of(more));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private static JsonNode predicted(Object model) {
        return CommandResult.of(
                        "predict",
                        model.toString(),
                        images.toString(),
                        "-k",
                        "" + CLASSES,
                        "-D",
                        "spark.master=local[2]",
                        "--json")
                .json();
    }

    /** What a JVM needs that knows DL4J and not Cohort. */
    private static String withoutCohort() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.startsWith(Build.home().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void plainDl4jLoadsItWithoutCohortAndComputesTheSame() throws IOException, InterruptedException {
        Path zip = folder.resolve("lenet.zip");
        CommandResult exported = export(zip, "--json");
        Path source = Files.writeString(folder.resolve("PlainDl4j.java"), PLAIN);
        List<String> command =
                ChildProcess.java(withoutCohort(), "-Xmx512m", "-Djavacpp.platform.extension=-onednn-avx2");
        command.addAll(List.of(source.toString(), zip.toString(), images.toString()));

        double[][] found = new double[EXAMPLES][CLASSES];
        String output;
        try (ChildProcess plain = new ChildProcess(command, Map.of("OMP_NUM_THREADS", "1"))) {
            assertThat(plain.end()).as(plain.output()).isZero();
            output = plain.output();
        }
        output.lines().filter(line -> line.startsWith("output ")).forEach(line -> {
            String[] parts = line.split(" ");
            found[Integer.parseInt(parts[1])][Integer.parseInt(parts[2])] = Double.parseDouble(parts[3]);
        });

        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.json().path("bytes").asLong()).isEqualTo(Files.size(zip));
        assertThat(output).contains("without Cohort");
        JsonNode expected = predicted(run);
        assertThat(expected).hasSize(EXAMPLES);
        for (JsonNode example : expected) {
            for (JsonNode top : example.path("top")) {
                assertThat(found[example.path("example").asInt()][
                                top.path("label").asInt()])
                        .isCloseTo(top.path("probability").asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void anExistingFileStaysUnlessToldOtherwise() throws IOException {
        Path zip = Files.writeString(folder.resolve("mine"), "precious");

        CommandResult refused = export(zip);
        CommandResult replaced = export(zip, "--overwrite");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("exists; give another name, or --overwrite");
        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(replaced.out()).startsWith("wrote a network of ").contains("parameters to " + zip);
    }

    @Test
    void vectorsHaveOtherFormats() {
        CommandResult result = CommandResult.of("export", run.toString(), "--format", "parquet", "--to", folder + "/x");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--format parquet is for word vectors, but", "holds a network");
    }

    @Test
    void evaluateAndPredictTakeTheZipToo() {
        Path zip = folder.resolve("lenet.zip");
        export(zip);

        assertThat(predicted(zip)).isEqualTo(predicted(run));
        assertThat(evaluated(zip)).isEqualTo(evaluated(run));
        assertThat(evaluated(zip).at("/classification/examples").asInt()).isEqualTo(EXAMPLES);
    }

    private static JsonNode evaluated(Path model) {
        return CommandResult.of(
                        "evaluate",
                        model.toString(),
                        "--data",
                        images.toString(),
                        "-D",
                        "spark.master=local[2]",
                        "--json")
                .json();
    }

    @Test
    void aZipOfAnotherProgramIsEvaluatedAsItsConfigurationSays() throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        File zip = folder.resolve("other.zip").toFile();
        network.save(zip);
        byte[] idx = Files.readAllBytes(images);
        float[] pixels = new float[EXAMPLES * 28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (idx[16 + i] & 0xff) / 255f;
        }
        INDArray expected = network.output(Nd4j.create(pixels, EXAMPLES, 1, 28, 28));

        JsonNode found = predicted(zip);
        JsonNode scored = evaluated(zip.toPath()).path("classification");

        assertThat(found).hasSize(EXAMPLES);
        for (JsonNode example : found) {
            for (JsonNode top : example.path("top")) {
                assertThat(top.path("probability").asDouble())
                        .isCloseTo(
                                expected.getDouble(
                                        example.path("example").asInt(),
                                        top.path("label").asInt()),
                                within(TOLERANCE));
            }
        }
        assertThat(scored.path("examples").asInt()).isEqualTo(EXAMPLES);
        assertThat(scored.path("accuracy").isNumber()).isTrue();
    }

    @Test
    void otherClassesThanThoseOfTheNetworkAreNamed() throws IOException {
        Path zip = folder.resolve("lenet.zip");
        export(zip);
        Path stripped = folder.resolve("stripped.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(stripped))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals("cohort.json")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        Path two = ImageFolders.write(folder.resolve("images"), 4, 1);

        CommandResult result = CommandResult.of(
                "evaluate",
                stripped.toString(),
                "--data",
                two.toString(),
                "-D",
                "image.size=28",
                "-D",
                "image.channels=1");
        CommandResult key = CommandResult.of("predict", zip.toString(), images.toString(), "-D", "image.size=28");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("puts out 4 classes, but " + two + " has 2; name all of them");
        assertThat(key.code()).isEqualTo(2);
        assertThat(key.err()).contains("-D image.size=28 must be spark.KEY=VALUE here");
        // Without what Cohort noted it is the same network still, of DL4J's own layers.
        JsonNode expected = predicted(zip);
        JsonNode found = predicted(stripped);
        assertThat(found).hasSize(EXAMPLES);
        for (int i = 0; i < EXAMPLES; i++) {
            assertThat(found.get(i).path("label")).isEqualTo(expected.get(i).path("label"));
            assertThat(found.get(i).path("probability").asDouble())
                    .isCloseTo(expected.get(i).path("probability").asDouble(), within(TOLERANCE));
        }
    }
}
