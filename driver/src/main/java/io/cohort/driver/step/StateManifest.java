package io.cohort.driver.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.BlockReceipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What commits a step: where the run stands and the files that hold its state. Written as one line of JSON and one line
 * with its SHA-256, so that half a manifest is recognised as such.
 *
 * @param format version of the layout
 * @param generation counts the starts of drivers on this run
 * @param step counts the commits
 * @param checkpoint whether the state is kept
 * @param position what comes next
 * @param counters what was trained
 * @param blocks the files, by table and index
 */
public record StateManifest(
        int format,
        int generation,
        long step,
        boolean checkpoint,
        Position position,
        Counters counters,
        List<BlockReceipt> blocks) {
    /** Version of the layout that this code writes and reads. */
    public static final int FORMAT = 1;

    /** Older states first. */
    public static final Comparator<StateManifest> BY_AGE =
            Comparator.comparingInt(StateManifest::generation).thenComparingLong(StateManifest::step);

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public StateManifest {
        blocks = blocks.stream()
                .sorted(Comparator.comparingInt(BlockReceipt::table).thenComparingInt(BlockReceipt::index))
                .toList();
    }

    /** Name of the manifest's file. */
    public String fileName() {
        return String.format("manifest-%06d-%09d.json", generation, step);
    }

    /** The file's contents. */
    public byte[] toBytes() {
        try {
            byte[] line = JSON.writeValueAsBytes(this);
            return (new String(line, StandardCharsets.UTF_8) + "\n" + sha256(line) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param bytes contents of its file
     * @return the manifest, or nothing if the file is not whole
     */
    public static Optional<StateManifest> parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 3 || !lines[1].equals(sha256(lines[0].getBytes(StandardCharsets.UTF_8)))) {
            return Optional.empty();
        }
        try {
            StateManifest manifest = JSON.readValue(lines[0], StateManifest.class);
            return manifest.format == FORMAT ? Optional.of(manifest) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
