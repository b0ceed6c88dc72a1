package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.network.keras.KerasNetwork;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.LocalCopy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.util.ModelSerializer;

/** Files in which other programs write networks: DL4J's zips and JSON, Keras' HDF5 and JSON. They lie on any Hadoop file system. */
public final class ForeignFile {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** A configuration of a thousand layers has a few megabytes. */
    private static final int LONGEST_JSON = 64 << 20;

    private ForeignFile() {}

    /**
     * The network of a file that holds one with its parameters.
     *
     * @return nothing if there is no such file, or it is neither a zip of DL4J's nor HDF5
     * @throws BadInputException if it is damaged, or holds no network that Cohort can train
     * @throws IOException if the file system fails
     */
    public static Optional<ForeignModel> network(Path path, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(path, hadoop);
        if (!files.exists(path) || files.getFileStatus(path).isDirectory()) {
            return Optional.empty();
        }
        if (begins(path, hadoop, HDF5)) {
            return Optional.of(keras(path, hadoop));
        }
        return begins(path, hadoop, ZIP) ? zipped(path, hadoop) : Optional.empty();
    }

    private static Optional<ForeignModel> zipped(Path path, Configuration hadoop) throws IOException {
        Optional<byte[]> json = entry(path, hadoop, ModelSerializer.CONFIGURATION_JSON);
        if (json.isEmpty() && entry(path, hadoop, "model.weights.h5").isPresent()) {
            throw new BadInputException(
                    path + " is an archive of Keras 3, which Cohort does not read; save the model as"
                            + " HDF5: model.save(\"FILE.h5\")");
        }
        return json.map(bytes -> named(path, () -> ForeignModel.of(new String(bytes, StandardCharsets.UTF_8))));
    }

    private static Optional<byte[]> entry(Path path, Configuration hadoop, String name) throws IOException {
        try (InputStream in = open(path, hadoop)) {
            return ModelZip.entry(in, name);
        } catch (ZipException | EOFException | BadInputException e) {
            throw new BadInputException(path + " is damaged or cut short: " + reason(e) + "; copy it again", e);
        }
    }

    private static InputStream open(Path path, Configuration hadoop) throws IOException {
        return new BufferedInputStream(FileSystems.of(path, hadoop).open(path, 1 << 16), 1 << 16);
    }

    private static boolean begins(Path path, Configuration hadoop, byte[] signature) throws IOException {
        try (InputStream in = open(path, hadoop)) {
            return Arrays.equals(in.readNBytes(signature.length), signature);
        }
    }

    /** What is wrong with a network is told with the name of its file. */
    private static ForeignModel named(Path path, Supplier<ForeignModel> read) {
        try {
            return read.get();
        } catch (BadInputException e) {
            throw new BadInputException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * The network that a file of DL4J's JSON describes.
     *
     * @throws BadInputException if there is no such file, or it describes no network that Cohort can train
     * @throws IOException if the file system fails
     */
    public static ForeignModel dl4j(Path path, Configuration hadoop) throws IOException {
        String json = json(path, hadoop, "network.dl4j-json", "a configuration as DL4J writes it (toJson)");
        return named(path, () -> ForeignModel.of(json));
    }

    /**
     * The network that a file of Keras' describes, HDF5 or JSON.
     *
     * @throws BadInputException if there is no such file, or it describes no network that Cohort can train
     * @throws IOException if the file system fails
     */
    public static ForeignModel keras(Path path, Configuration hadoop) throws IOException {
        requireFile(path, hadoop, "network.keras");
        KerasNetwork network;
        if (begins(path, hadoop, HDF5)) {
            try (LocalCopy copy = LocalCopy.of(path, hadoop)) {
                network = KerasNetwork.read(copy.file(), path.toString());
            }
        } else {
            String json =
                    json(path, hadoop, "network.keras", "a model as Keras writes it (HDF5, or the JSON of to_json())");
            network = KerasNetwork.of(json, path.toString());
        }
        return new ForeignModel(network.json(), network.input());
    }

    private static void requireFile(Path path, Configuration hadoop, String key) throws IOException {
        FileSystem files = FileSystems.of(path, hadoop);
        if (!files.exists(path) || files.getFileStatus(path).isDirectory()) {
            throw new BadInputException(key + ": there is no file " + path + "; name an existing one");
        }
    }

    private static String json(Path path, Configuration hadoop, String key, String expected) throws IOException {
        requireFile(path, hadoop, key);
        try (InputStream in = open(path, hadoop)) {
            int first = in.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = in.read();
            }
            if (first != '{') {
                throw new BadInputException(key + ": " + path + " is not " + expected + ": it does not begin with '{'");
            }
            byte[] text = in.readNBytes(LONGEST_JSON + 1);
            if (text.length > LONGEST_JSON) {
                throw new BadInputException(
                        key + ": " + path + " has more than " + LONGEST_JSON + " bytes, too many for " + expected);
            }
            return "{" + new String(text, StandardCharsets.UTF_8);
        }
    }

    /**
     * The parameters of a file that {@link #network} reads.
     *
     * @return numbers of each group by {@link ParameterGroup#name()}
     * @throws BadInputException if it is gone or damaged
     * @throws IOException if the file system fails
     */
    public static Map<String, float[]> parameters(Path path, Configuration hadoop) throws IOException {
        if (begins(path, hadoop, HDF5)) {
            try (LocalCopy copy = LocalCopy.of(path, hadoop)) {
                return KerasNetwork.parameters(copy.file(), path.toString());
            }
        }
        ForeignModel model = network(path, hadoop)
                .orElseThrow(() -> new FileNotFoundException(path + " is gone, or holds another network than before"));
        try (InputStream in = open(path, hadoop)) {
            return model.groups(ModelZip.coefficients(in, path.toString()), path.toString());
        }
    }

    /** Java's own readers of archives end some files without a word. */
    private static String reason(Exception e) {
        return e.getMessage() == null ? "it ends too early" : e.getMessage();
    }
}
