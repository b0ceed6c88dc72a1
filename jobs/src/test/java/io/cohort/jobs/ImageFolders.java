package io.cohort.jobs;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Folders of small photographs of two classes, bright above and bright below, and of what is none. */
final class ImageFolders {
    private static final int SIDE = 28;

    private ImageFolders() {}

    /**
     * Writes {@code class0/image10.jpg} and so on.
     *
     * @param folder of the folders of the classes
     * @param each images of a class, at most 90
     */
    static Path write(Path folder, int each, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int label = 0; label < 2; label++) {
            for (int i = 0; i < each; i++) {
                write(folder.resolve("class" + label).resolve("image" + (10 + i) + ".jpg"), image(label, random));
            }
        }
        return folder;
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] image(int label, SplittableRandom random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = (y < SIDE / 2 == (label == 0) ? 120 : 0) + random.nextInt(100);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return encoded(image, "jpeg");
    }

    /** An image of one grey. */
    static byte[] plain(int width, int height, String format) {
        return encoded(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), format);
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A JPEG whose header claims another size: of SOF0, FF C0, length, precision, height, width. */
    static byte[] claiming(byte[] jpeg, int side) {
        byte[] other = jpeg.clone();
        for (int i = 2; i < other.length - 8; i++) {
            if (other[i] == (byte) 0xff && other[i + 1] == (byte) 0xc0) {
                for (int axis = 5; axis < 9; axis += 2) {
                    other[i + axis] = (byte) (side >> 8);
                    other[i + axis + 1] = (byte) side;
                }
                return other;
            }
        }
        throw new IllegalArgumentException("no SOF0 in this JPEG");
    }
}
