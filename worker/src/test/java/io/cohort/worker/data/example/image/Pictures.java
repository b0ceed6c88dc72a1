package io.cohort.worker.data.example.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Encoded images for tests. */
public final class Pictures {
    private Pictures() {}

    /** Left half of one colour, right half of another. */
    public static BufferedImage halves(int width, int height, int left, int right) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? left : right);
            }
        }
        return image;
    }

    /** Pixels of random colours, which nothing compresses well. */
    public static BufferedImage noise(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    static BufferedImage grey(int width, int height, int value) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        java.util.Arrays.fill(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), (byte) value);
        return image;
    }

    /** A JPEG of four components with the marker of Adobe, which stores ink inverted: 255 is none. */
    static byte[] cmyk(int width, int height, int cyan, int magenta, int yellow, int black) throws IOException {
        byte[] values = new byte[width * height * 4];
        for (int i = 0; i < values.length; i += 4) {
            values[i] = (byte) (255 - cyan);
            values[i + 1] = (byte) (255 - magenta);
            values[i + 2] = (byte) (255 - yellow);
            values[i + 3] = (byte) (255 - black);
        }
        Raster raster = Raster.createInterleavedRaster(
                new DataBufferByte(values, values.length),
                width,
                height,
                4 * width,
                4,
                new int[] {0, 1, 2, 3},
                new Point());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return inserted(bytes.toByteArray(), adobe);
    }

    /** The JPEG with an EXIF segment that holds only an orientation. */
    static byte[] oriented(byte[] jpeg, int orientation, boolean littleEndian) {
        byte[] big = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] little = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return inserted(jpeg, littleEndian ? little : big);
    }

    private static byte[] inserted(byte[] jpeg, byte[] segment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(segment);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** The JPEG with other sizes in its frame header; its pixels are as they were. */
    public static byte[] claiming(byte[] jpeg, int width, int height) {
        byte[] result = jpeg.clone();
        for (int at = 2; at < jpeg.length - 9; at++) {
            if ((jpeg[at] & 0xff) == 0xFF && (jpeg[at + 1] & 0xff) == 0xC0) {
                result[at + 5] = (byte) (height >> 8);
                result[at + 6] = (byte) height;
                result[at + 7] = (byte) (width >> 8);
                result[at + 8] = (byte) width;
                return result;
            }
        }
        throw new IllegalArgumentException("no baseline frame");
    }
}
