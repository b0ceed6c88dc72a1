package io.cohort.jobs;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small grey images of a few classes as idx files: a bright square whose place is the class, and noise. */
final class SmallImages {
    private static final int SIDE = 28;
    private static final int CLASSES = 4;

    private SmallImages() {}

    /**
     * Writes {@code NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte}.
     *
     * @param folder where
     * @param name what the files' names begin with
     * @param count how many images
     * @param seed of the noise
     * @return the file of images
     */
    static Path write(Path folder, String name, int count, long seed) {
        Path images = folder.resolve(name + "-images-idx3-ubyte");
        Path labels = folder.resolve(name + "-labels-idx1-ubyte");
        SplittableRandom random = new SplittableRandom(seed);
        try (DataOutputStream pixels = new DataOutputStream(Files.newOutputStream(images));
                DataOutputStream classes = new DataOutputStream(Files.newOutputStream(labels))) {
            pixels.write(header(0x803, count, SIDE, SIDE));
            classes.write(header(0x801, count));
            for (int i = 0; i < count; i++) {
                int label = random.nextInt(CLASSES);
                classes.write(label);
                pixels.write(image(label, random));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return images;
    }

    private static byte[] header(int... numbers) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] image(int label, SplittableRandom random) {
        byte[] pixels = new byte[SIDE * SIDE];
        int top = 4 + 12 * (label / 2) + random.nextInt(3);
        int left = 4 + 12 * (label % 2) + random.nextInt(3);
        for (int i = 0; i < pixels.length; i++) {
            int row = i / SIDE - top;
            int column = i % SIDE - left;
            boolean inside = row >= 0 && row < 8 && column >= 0 && column < 8;
            pixels[i] = (byte) ((inside ? 150 : 0) + random.nextInt(100));
        }
        return pixels;
    }
}
