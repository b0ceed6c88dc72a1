package io.cohort.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Models, images and outputs that the real Keras has written ({@code worker/src/test/resources/keras/make.py}). */
final class KerasModels {
    static final int SIDE = 16;

    private static final Path FOLDER = Build.home().resolve("worker/src/test/resources/keras");

    private KerasModels() {}

    /** A model's HDF5 file, unzipped into a folder. */
    static Path h5(String name, Path folder) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name + ".h5.gz")))) {
            return Files.write(folder.resolve(name + ".h5"), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Grey images of 16 x 16 in four classes, {@code train} or {@code t10k}; their labels lie beside them. */
    static Path images(String part) {
        return FOLDER.resolve(part + "-images-idx3-ubyte.gz");
    }

    /** A model's description in JSON. */
    static Path json() {
        return FOLDER.resolve("cnn.json");
    }

    /** What Keras made of them. */
    static JsonNode expected() {
        try {
            return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
