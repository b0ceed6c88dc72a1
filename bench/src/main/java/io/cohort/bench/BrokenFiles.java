package io.cohort.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Small images in folders and idx files, whole ones and damaged ones; the same bytes at every call. */
final class BrokenFiles {
    private static final int SIDE = 28;
    private static final int CLASSES = 4;

    private BrokenFiles() {}

    /** Eight JPEGs in each of class0 and class1, bright above and bright below. */
    static Path images(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int label = 0; label < 2; label++) {
            for (int i = 10; i < 18; i++) {
                write(folder.resolve("class" + label).resolve("image" + i + ".jpg"), jpeg(label, random));
            }
        }
        return folder;
    }

    /** A whole JPEG. */
    static byte[] jpeg(int label, SplittableRandom random) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = (y < SIDE / 2 == (label == 0) ? 120 : 0) + random.nextInt(100);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return encoded(image, "jpeg");
    }

    /** A PNG of one pixel. */
    static byte[] pixel() throws IOException {
        return encoded(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** The same JPEG with another height and width in its header: of SOF0, FF C0, length, precision, height, width. */
    static byte[] claiming(byte[] jpeg, int side) {
        byte[] other = jpeg.clone();
        int at = 2;
        while (other[at] != (byte) 0xff || other[at + 1] != (byte) 0xc0) {
            at++;
        }
        ByteBuffer.wrap(other).putShort(at + 5, (short) side).putShort(at + 7, (short) side);
        return other;
    }

    /**
     * An idx file of images and one of labels: a bright square whose place is the class.
     *
     * @param name what the files' names begin with
     * @param labels how many of them; the last one may lack its image, or be of a class of its own
     * @return the file of images
     */
    static Path idx(Path folder, String name, int images, int labels, int lastLabel) throws IOException {
        SplittableRandom random = new SplittableRandom(name.length());
        ByteBuffer pixels = ByteBuffer.allocate(16 + images * SIDE * SIDE);
        pixels.putInt(0x803).putInt(images).putInt(SIDE).putInt(SIDE);
        ByteBuffer classes = ByteBuffer.allocate(8 + labels).putInt(0x801).putInt(labels);
        for (int i = 0; i < labels; i++) {
            int label = i == labels - 1 ? lastLabel : i % CLASSES;
            classes.put((byte) label);
            for (int p = 0; p < SIDE * SIDE && i < images; p++) {
                boolean inside = p / SIDE / 14 == label / 2 && p % SIDE / 14 == label % 2;
                pixels.put((byte) ((inside ? 150 : 0) + random.nextInt(100)));
            }
        }
        write(folder.resolve(name + "-labels-idx1-ubyte"), classes.array());
        return write(folder.resolve(name + "-images-idx3-ubyte"), pixels.array());
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** Keeps the first bytes of a file only. */
    static Path cut(Path file, int bytes) throws IOException {
        return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    }
}
