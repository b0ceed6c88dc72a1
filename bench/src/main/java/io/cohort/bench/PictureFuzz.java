package io.cohort.bench;

import io.cohort.worker.data.example.image.PictureDecoder;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Pictures: JPEG in colour, grey, for print, turned by EXIF and progressive; PNG of every kind. */
final class PictureFuzz {
    private static final int SIDE = 24;
    private static final long MOST_PIXELS = 1_000_000;
    private static final byte[] ADOBE = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    private static final byte[] EXIF = {
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
        6,
        0,
        0,
        0,
        0,
        0,
        0
    };

    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(1);

    PictureFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
    }

    List<FuzzDecoder> decoders() throws IOException {
        byte[] colour = jpeg(image(BufferedImage.TYPE_3BYTE_BGR), false);
        return List.of(
                decoder(
                        "jpeg",
                        List.of(
                                colour,
                                jpeg(image(BufferedImage.TYPE_BYTE_GRAY), false),
                                jpeg(image(BufferedImage.TYPE_3BYTE_BGR), true))),
                decoder("jpeg-cmyk", List.of(print())),
                decoder("jpeg-exif", List.of(behindStart(colour, EXIF))),
                decoder(
                        "png",
                        List.of(
                                png(BufferedImage.TYPE_3BYTE_BGR),
                                png(BufferedImage.TYPE_BYTE_GRAY),
                                png(BufferedImage.TYPE_USHORT_GRAY),
                                png(BufferedImage.TYPE_4BYTE_ABGR),
                                png(BufferedImage.TYPE_BYTE_INDEXED),
                                png(BufferedImage.TYPE_BYTE_BINARY))));
    }

    private FuzzDecoder decoder(String name, List<byte[]> seeds) throws IOException {
        Path file = FuzzDecoders.folder(folder, name).resolve("input." + name);
        return new FuzzDecoder(name, seeds, file, () -> {
            try (PictureDecoder decoder = new PictureDecoder(MOST_PIXELS)) {
                decoder.decode(Files.readAllBytes(file));
                return 0;
            }
        });
    }

    private BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(SIDE, SIDE + 3, type);
        for (int y = 0; y < SIDE + 3; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
        return written(new IIOImage(image, null, null), progressive);
    }

    private byte[] print() throws IOException {
        byte[] values = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(256);
        }
        Raster raster = Raster.createInterleavedRaster(
                new DataBufferByte(values, values.length),
                SIDE,
                SIDE,
                4 * SIDE,
                4,
                new int[] {0, 1, 2, 3},
                new Point());
        return behindStart(written(new IIOImage(raster, null, null), false), ADOBE);
    }

    private static byte[] written(IIOImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private byte[] png(int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image(type), "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] behindStart(byte[] jpeg, byte[] segment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(segment);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
