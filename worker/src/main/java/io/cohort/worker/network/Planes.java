package io.cohort.worker.network;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Numbers as pictures (PNG), from the least, black, to the largest, white. */
final class Planes {
    private static final int WHITE = 255;
    private static final int COLOURS = 3;

    private Planes() {}

    /**
     * One plane in grey.
     *
     * @param values row-major
     * @param from where the plane begins
     * @param next distance from one pixel to the next
     */
    static byte[] grey(float[] values, int from, int next, int height, int width) {
        float[] range = range(values, from, next, height * width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < height * width; pixel++) {
            image.getRaster().setSample(pixel % width, pixel / width, 0, shade(values[from + pixel * next], range));
        }
        return png(image);
    }

    /**
     * A whole image.
     *
     * @param values shape [height, width, channels]; three channels are red, green, blue, of others the first is shown in grey
     */
    static byte[] image(float[] values, int height, int width, int channels) {
        if (channels != COLOURS) {
            return grey(values, 0, channels, height, width);
        }
        float[] range = range(values, 0, 1, values.length);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < height * width; pixel++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                image.getRaster()
                        .setSample(
                                pixel % width, pixel / width, colour, shade(values[pixel * COLOURS + colour], range));
            }
        }
        return png(image);
    }

    private static float[] range(float[] values, int from, int next, int count) {
        float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int i = 0; i < count; i++) {
            range[0] = Math.min(range[0], values[from + i * next]);
            range[1] = Math.max(range[1], values[from + i * next]);
        }
        return range;
    }

    private static int shade(float value, float[] range) {
        return range[1] > range[0] ? Math.round(WHITE * (value - range[0]) / (range[1] - range[0])) : 0;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
