package io.cohort.worker.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What {@code keras/make.py} has written with the real Keras. */
final class KerasResources {
    static final int SIDE = 16;
    static final int SHOWN = 6;
    private static final Path FOLDER = Path.of("src/test/resources/keras");

    private KerasResources() {}

    /** A model's file, unzipped into a folder. */
    static Path model(String name, Path folder) {
        try {
            return Files.write(folder.resolve(name + ".h5"), unzipped(name + ".h5.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unzipped(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name)))) {
            return in.readAllBytes();
        }
    }

    /** What Keras made of the first images, or of the sequences; shape [SHOWN, classes]. */
    static float[] expected(String name) {
        return numbers(parsed().path(name));
    }

    /** The sequences as Cohort has them: shape [SHOWN, 3, 7]. */
    static float[] sequences() {
        float[] timeFirst = numbers(parsed().path("sequences"));
        float[] moved = new float[timeFirst.length];
        for (int i = 0; i < moved.length; i++) {
            int channel = i % 3;
            int time = i / 3 % 7;
            moved[(i / 21 * 3 + channel) * 7 + time] = timeFirst[i];
        }
        return moved;
    }

    private static JsonNode parsed() {
        try {
            return new ObjectMapper().readTree(text("expected.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] numbers(JsonNode lists) {
        List<Float> numbers = new ArrayList<>();
        collect(lists, numbers);
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    private static void collect(JsonNode node, List<Float> into) {
        if (node.isNumber()) {
            into.add(node.floatValue());
        }
        node.forEach(below -> collect(below, into));
    }

    /** The first images of the test set, each pixel repeated for each channel; shape [SHOWN, SIDE, SIDE, channels]. */
    static float[] images(int channels) {
        try {
            ByteBuffer idx =
                    ByteBuffer.wrap(unzipped("t10k-images-idx3-ubyte.gz")).position(16);
            float[] images = new float[SHOWN * SIDE * SIDE * channels];
            for (int i = 0; i < images.length; i++) {
                images[i] = (idx.get(16 + i / channels) & 0xff) / 255f;
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
