package io.cohort.worker.data.example.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures. */
public final class PictureEncoder {
    private PictureEncoder() {}

    /**
     * The picture made smaller, as a JPEG.
     *
     * @param side length of the shorter side afterwards, at most its length now
     * @param quality in (0, 1]
     */
    public static byte[] smaller(Picture picture, int side, double quality) {
        double scale = (double) side / Math.min(picture.height(), picture.width());
        int height = Math.max(1, (int) Math.rint(picture.height() * scale));
        int width = Math.max(1, (int) Math.rint(picture.width() * scale));
        Crop whole = new Crop(0, 0, picture.height(), picture.width(), false);
        float[] values = Resampler.resample(picture, whole, height, width);
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i] * 255)));
        }
        return jpeg(new Picture(pixels, height, width, picture.channels()), quality);
    }

    /** @param quality in (0, 1] */
    public static byte[] jpeg(Picture picture, double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(picture), null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Without loss. */
    public static byte[] png(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image(picture), "png", out)) {
                throw new IllegalStateException("this Java has no writer for png (module java.desktop is missing)");
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(Picture picture) {
        boolean grey = picture.channels() == 1;
        BufferedImage image = new BufferedImage(
                picture.width(), picture.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] source = picture.values();
        for (int i = 0; i < target.length; i++) {
            // Blue first.
            target[i] = source[grey ? i : i + 2 - 2 * (i % 3)];
        }
        return image;
    }
}
