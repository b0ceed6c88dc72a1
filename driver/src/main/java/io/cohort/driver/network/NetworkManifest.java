package io.cohort.driver.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.driver.step.NetworkModelWriter.Written;
import io.cohort.driver.step.StateManifest;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.WholeFile;
import io.cohort.worker.vectors.BlockDigest;
import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code model/manifest.json} of a network: what it takes to build it again and the files of its parameters. Written last,
 * so a directory that has one is whole.
 *
 * @param format version of this file, 1
 * @param kind {@code network}
 * @param modelSha256 hash of the blocks' own hashes, parameters first, then running statistics
 * @param conf keys of the configuration, without Spark's
 * @param learned classes, scaling and shape of the training input
 * @param layout of the parameters
 * @param words of the training trees in the order of their numbers; empty but for trees
 * @param blocks files of parameters and running statistics
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkManifest(
        int format,
        String kind,
        @JsonProperty("model_sha256") String modelSha256,
        Map<String, String> conf,
        ExampleSettings.Learned learned,
        StateLayout layout,
        List<String> words,
        List<Written> blocks) {
    /** What {@code kind} says. */
    public static final String KIND = "network";

    /** File of a run's directory that says what its states hold, before there is a model. */
    private static final String OF_STATES = "network.json";

    private static final String FILE = "manifest.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The manifest of some files. */
    public static NetworkManifest of(
            Map<String, String> conf,
            ExampleSettings.Learned learned,
            StateLayout layout,
            List<String> words,
            List<Written> blocks) {
        return new NetworkManifest(FORMAT, KIND, combined(blocks), conf, learned, layout, words, blocks);
    }

    private static String combined(List<Written> blocks) {
        return BlockDigest.combined(hashes(blocks, StateTables.PARAMETERS), hashes(blocks, StateTables.STATISTICS));
    }

    private static List<String> hashes(List<Written> blocks, int table) {
        return blocks.stream()
                .filter(block -> block.table() == table)
                .sorted(java.util.Comparator.comparingInt(Written::index))
                .map(Written::sha256)
                .toList();
    }

    /** Writes the manifest into a model directory. */
    public void write(FileSystem files, Path directory) throws IOException {
        WholeFile.write(files, new Path(directory, FILE), bytes());
    }

    /** Writes what the states of a run hold into the run's directory: the same without blocks. */
    public void describeStates(FileSystem files, Path run) throws IOException {
        WholeFile.write(files, new Path(run, OF_STATES), alone());
    }

    /**
     * What the states of a run hold.
     *
     * @return nothing if the directory holds no run of a network, or one that has not begun to train
     */
    static Optional<NetworkManifest> ofStates(FileSystem files, Path run) throws IOException {
        Path path = new Path(run, OF_STATES);
        try {
            return Optional.of(parse(WholeFile.read(files, path), path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The same as that of a state, whose blocks count as the model's. */
    NetworkManifest of(StateManifest state) {
        List<Written> written = state.blocks().stream()
                .filter(block -> block.table() == StateTables.PARAMETERS || block.table() == StateTables.STATISTICS)
                .map(block -> new Written(
                        block.table(),
                        block.index(),
                        block.file(),
                        block.bytes(),
                        block.checksum(),
                        String.format(Locale.ROOT, "%d-%08x", block.bytes(), block.checksum())))
                .toList();
        return of(conf, learned, layout, words, written);
    }

    /** The same as it goes into a model that is one file: without blocks. */
    byte[] alone() throws IOException {
        return new NetworkManifest(format, kind, modelSha256, conf, learned, layout, words, List.of()).bytes();
    }

    private byte[] bytes() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /**
     * Whether a model directory holds a network.
     *
     * @throws BadInputException if it has no readable manifest
     * @throws IOException if the file system fails
     */
    public static boolean isNetwork(FileSystem files, Path directory) throws IOException {
        try {
            JsonNode manifest = JSON.readTree(WholeFile.read(files, new Path(directory, FILE)));
            return KIND.equals(manifest.path("kind").asText());
        } catch (FileNotFoundException | JacksonException | CharConversionException e) {
            return false;
        }
    }

    /**
     * Reads the manifest of a model directory.
     *
     * @throws BadInputException if it is missing, damaged or of another kind; names it
     * @throws IOException if the file system fails
     */
    public static NetworkManifest read(FileSystem files, Path directory) throws IOException {
        Path path = new Path(directory, FILE);
        try {
            NetworkManifest manifest = parse(WholeFile.read(files, path), path);
            if (!combined(manifest.blocks).equals(manifest.modelSha256)) {
                throw new BadInputException(path + " says model_sha256 " + manifest.modelSha256
                        + ", but its blocks combine to " + combined(manifest.blocks) + "; copy the model again");
            }
            return manifest;
        } catch (FileNotFoundException e) {
            throw new BadInputException(directory + " has no " + FILE + ", so it is no finished model", e);
        }
    }

    /**
     * The manifest in some bytes.
     *
     * @param from where they come from, for messages
     * @throws BadInputException if they are none
     */
    static NetworkManifest parse(byte[] bytes, Path from) throws IOException {
        try {
            NetworkManifest manifest = JSON.readValue(bytes, NetworkManifest.class);
            if (manifest.format != FORMAT
                    || !KIND.equals(manifest.kind)
                    || manifest.layout == null
                    || manifest.blocks == null) {
                throw new BadInputException(from + " is no manifest of a network of version " + FORMAT
                        + "; name the directory of a run that trained a network");
            }
            return manifest;
        } catch (CharConversionException e) {
            throw new BadInputException(from + " is no text: " + e.getMessage() + "; copy the model again", e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    from + " is no usable manifest of a network: " + e.getOriginalMessage() + "; copy the model again",
                    e);
        }
    }
}
