package io.cohort.bench;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.ArchitectureSettings;
import io.cohort.worker.network.ForeignFile;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.network.UpdaterSettings;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** Networks of other programs: DL4J's JSON and zips, Keras' HDF5 and JSON. */
final class NetworkFuzz {
    private static final String KERAS = "/keras/";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** Networks with such sizes are read but not started: they would take what memory there is, rightly. */
    private static final Pattern LARGE = Pattern.compile("\\d{5}");

    private final Path folder;
    private final Configuration hadoop;

    NetworkFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    List<FuzzDecoder> decoders() throws IOException {
        return List.of(dl4jJson(), dl4jZip(), parameters(), hdf5("keras-h5"), kerasJson());
    }

    private static MultiLayerConfiguration images() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .weightInit(new NormalDistribution(0, 0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(2)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build();
    }

    private static ComputationGraphConfiguration rows() {
        return new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "a",
                        new DenseLayer.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        "in")
                .addLayer("b", new DenseLayer.Builder().nOut(4).dropOut(0.5).build(), "in")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "sum")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(6))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(file.toString());
    }

    private FuzzDecoder dl4jJson() throws IOException {
        Path file = FuzzDecoders.folder(folder, "dl4j-json").resolve("input.json");
        List<byte[]> seeds = List.of(bytes(images().toJson()), bytes(rows().toJson()));
        return new FuzzDecoder("dl4j-json", seeds, file, () -> {
            start(ForeignFile.dl4j(path(file), hadoop));
            return 0;
        });
    }

    /** Builds the network over examples, as the first task of a run does. */
    private static void start(ForeignModel model) {
        model.outputs();
        if (LARGE.matcher(model.json()).find()) {
            return;
        }
        boolean image = model.input() != null && model.input().kind() == ExampleShape.Kind.IMAGE;
        ExampleShape shape = image
                ? new ExampleShape(ExampleShape.Kind.IMAGE, 8, 8, 1, 1, 3, false)
                : new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, 6, 1, 3, false);
        NetworkSettings settings = model.settings(new NetworkSettings(
                ArchitectureSettings.json(model.json()),
                UpdaterSettings.usual(UpdaterSettings.Kind.SGD),
                Precision.FLOAT,
                1));
        try {
            ForeignModel.arranged(Map.of(), settings, shape);
        } catch (BadInputException e) {
            // It was started; that there are no parameters for it is right.
            if (!e.getMessage().endsWith("but its file none")) {
                throw e;
            }
        }
    }

    private static byte[] zip(MultiLayerConfiguration configuration) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        ModelSerializer.writeModel(network, out, true);
        network.close();
        return out.toByteArray();
    }

    private static byte[] zip(ComputationGraphConfiguration configuration) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        ModelSerializer.writeModel(network, out, true);
        network.close();
        return out.toByteArray();
    }

    private void read(Path file) throws IOException {
        ForeignModel model = ForeignFile.network(path(file), hadoop)
                .orElseThrow(
                        () -> new BadInputException(file + " is no network, as commands say of what is not found"));
        model.outputs();
        ForeignFile.parameters(path(file), hadoop);
    }

    private FuzzDecoder dl4jZip() throws IOException {
        Path file = FuzzDecoders.folder(folder, "dl4j-zip").resolve("input.zip");
        return new FuzzDecoder("dl4j-zip", List.of(zip(images()), zip(rows())), file, () -> {
            read(file);
            return 0;
        });
    }

    /** The parameters inside a zip whose own checksums are right. */
    private FuzzDecoder parameters() throws IOException {
        Path own = FuzzDecoders.folder(folder, "dl4j-parameters");
        Path file = own.resolve("input.bin");
        Path zipped = own.resolve("input.zip");
        byte[] whole = zip(rows());
        return new FuzzDecoder("dl4j-parameters", List.of(entry(whole, COEFFICIENTS)), file, () -> {
            Files.write(zipped, withEntry(whole, COEFFICIENTS, Files.readAllBytes(file)));
            read(zipped);
            return 0;
        });
    }

    private static byte[] entry(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new FileNotFoundException(name);
    }

    private static byte[] withEntry(byte[] zip, String name, byte[] contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals(name) ? contents : in.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }

    private FuzzDecoder hdf5(String name) throws IOException {
        Path file = FuzzDecoders.folder(folder, name).resolve("input.h5");
        List<byte[]> seeds = new ArrayList<>();
        for (String model : List.of("mlp", "cnn", "functional-keras2", "nested", "pooled")) {
            try (InputStream in = new GZIPInputStream(resource(model + ".h5.gz"))) {
                seeds.add(in.readAllBytes());
            }
        }
        return new FuzzDecoder(name, seeds, file, () -> {
            read(file);
            return 0;
        });
    }

    private FuzzDecoder kerasJson() throws IOException {
        Path file = FuzzDecoders.folder(folder, "keras-json").resolve("input.json");
        byte[] seed;
        try (InputStream in = resource("cnn.json")) {
            seed = in.readAllBytes();
        }
        return new FuzzDecoder("keras-json", List.of(seed), file, () -> {
            ForeignFile.keras(path(file), hadoop).outputs();
            return 0;
        });
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = NetworkFuzz.class.getResourceAsStream(KERAS + name);
        if (in == null) {
            throw new FileNotFoundException("the build of bench has no " + KERAS + name);
        }
        return in;
    }
}
