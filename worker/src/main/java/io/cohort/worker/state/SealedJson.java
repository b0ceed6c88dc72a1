package io.cohort.worker.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A record as one line of JSON and one line with that line's SHA-256, so that half a file is recognised as such. */
public final class SealedJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private SealedJson() {}

    /**
     * Contents of the file.
     *
     * @param record of a type that Jackson can write and read
     */
    public static byte[] toBytes(Object record) {
        try {
            String line = JSON.writeValueAsString(record);
            return (line + "\n" + sha256(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(record.getClass().getName() + " cannot be written as JSON", e);
        }
    }

    /**
     * The record in a file.
     *
     * @param bytes contents of the file
     * @param type the record's type
     * @return the record, or nothing if the file is not whole
     */
    public static <T> Optional<T> parse(byte[] bytes, Class<T> type) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 3 || !lines[2].isEmpty() || !lines[1].equals(sha256(lines[0]))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(lines[0], type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String sha256(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8));
    }
}
