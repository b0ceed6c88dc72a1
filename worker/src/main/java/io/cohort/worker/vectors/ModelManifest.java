package io.cohort.worker.vectors;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code model/manifest.json}: which block files make up the finished word vectors. It is written last, so a directory
 * that has one is whole.
 *
 * @param format version of this file, 1
 * @param kind what the model is, {@code word-vectors}
 * @param words how many words, at least 1
 * @param dimension numbers of a vector
 * @param stride floats from row to row in a block
 * @param blocks how many blocks the input rows are cut into
 * @param modelSha256 what {@link BlockDigest#combined} says of the blocks below
 * @param input the input blocks by index
 * @param output the output blocks by index
 */
@JsonPropertyOrder({"format", "kind", "words", "dimension", "stride", "blocks", "model_sha256", "input", "output"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelManifest(
        int format,
        String kind,
        int words,
        int dimension,
        int stride,
        int blocks,
        @JsonProperty("model_sha256") String modelSha256,
        List<BlockEntry> input,
        List<BlockEntry> output) {

    /** The file's name inside {@code model/}. */
    public static final String FILE = "manifest.json";

    private static final String KIND = "word-vectors";
    private static final int FORMAT = 1;
    private static final long LARGEST_FILE = 256L << 20;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    /**
     * One block file.
     *
     * @param file name inside {@code model/}
     * @param bytes the file's length
     * @param sha256 what {@link BlockDigest#sha256} says of the block
     */
    @JsonPropertyOrder({"file", "bytes", "sha256"})
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record BlockEntry(String file, long bytes, String sha256) {}

    public ModelManifest {
        require(format == FORMAT, "format must be " + FORMAT + ", but is " + format);
        require(KIND.equals(kind), "kind must be " + KIND + ", but is " + (kind == null ? "missing" : kind));
        require(words > 0, "words must be above 0, but is " + words);
        require(
                dimension > 0 && stride >= dimension,
                "dimension " + dimension + " and stride " + stride + " must be above 0, the stride not less");
        require(input != null && output != null, "input and output must list the block files");
        require(blocks > 0 && input.size() == blocks, input.size() + " input files for " + blocks + " blocks");
        input = List.copyOf(input);
        output = List.copyOf(output);
        for (int index = 0; index < blocks; index++) {
            long bytes = BlockFile.length(Block.rowsOf(words, index, blocks), stride);
            BlockEntry entry = input.get(index);
            require(
                    entry.file() != null && entry.sha256() != null,
                    "block " + index + " must have a file and a sha256");
            require(!entry.file().contains("/"), "a block's file must be a name inside model/, but is " + entry.file());
            require(
                    entry.bytes() == bytes,
                    entry.file() + " must have " + bytes + " bytes for " + words + " words, but lists "
                            + entry.bytes());
        }
        String combined = combined(input, output);
        require(
                combined.equals(modelSha256),
                "model_sha256 is " + modelSha256 + ", but its blocks combine to " + combined);
    }

    /** The manifest of these blocks, with the model's hash worked out from theirs. */
    public static ModelManifest of(
            int words, int dimension, int stride, List<BlockEntry> input, List<BlockEntry> output) {
        String hash = combined(input, output);
        return new ModelManifest(FORMAT, KIND, words, dimension, stride, input.size(), hash, input, output);
    }

    /** The name of an input block's file. */
    public static String inputFile(int index) {
        return String.format(Locale.ROOT, "input-%05d.block", index);
    }

    /** The name of an output block's file. */
    public static String outputFile(int index) {
        return String.format(Locale.ROOT, "output-%05d.block", index);
    }

    /**
     * Writes the manifest into a model directory; an older one is replaced.
     *
     * @throws IOException if the file system fails
     */
    public void write(FileSystem files, Path directory) throws IOException {
        try (OutputStream out = files.create(new Path(directory, FILE), true)) {
            out.write(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(this)
                    .getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    /**
     * Reads the manifest of a model directory.
     *
     * @throws BadInputException if it is missing, damaged or of another kind; the message names it
     * @throws IOException if the file system fails
     */
    public static ModelManifest read(FileSystem files, Path directory) throws IOException {
        Path path = new Path(directory, FILE);
        try (InputStream in = files.open(path)) {
            long bytes = files.getFileStatus(path).getLen();
            if (bytes > LARGEST_FILE) {
                throw new BadInputException(path + " has " + bytes + " bytes and cannot be a model's manifest");
            }
            return JSON.readValue(in.readAllBytes(), ModelManifest.class);
        } catch (FileNotFoundException e) {
            throw new BadInputException(directory + " has no " + FILE + ", so it is no finished model", e);
        } catch (CharConversionException e) {
            throw new BadInputException(
                    path + " is no text: " + e.getMessage() + "; export or copy the model again", e);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() instanceof BadInputException ? e.getCause() : e;
            String reason = cause == e ? e.getOriginalMessage() : cause.getMessage();
            throw new BadInputException(
                    path + " is no usable manifest of word vectors: " + reason + "; export or copy the model again", e);
        }
    }

    private static String combined(List<BlockEntry> input, List<BlockEntry> output) {
        return BlockDigest.combined(
                input.stream().map(BlockEntry::sha256).toList(),
                output.stream().map(BlockEntry::sha256).toList());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new BadInputException(message);
        }
    }
}
