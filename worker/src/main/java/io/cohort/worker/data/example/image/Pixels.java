package io.cohort.worker.data.example.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/** Takes pixels out of the JDK's images as they are stored: no colour profile, no gamma; transparency is dropped. */
final class Pixels {
    private Pixels() {}

    /** @param grey whether one channel is wanted */
    static Picture of(BufferedImage image, boolean grey) {
        boolean whole = image.getRaster().getParent() == null;
        if (whole && image.getType() == BufferedImage.TYPE_3BYTE_BGR && !grey) {
            return reversed(image);
        }
        if (whole && image.getType() == BufferedImage.TYPE_BYTE_GRAY && grey) {
            byte[] values = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            return new Picture(values, image.getHeight(), image.getWidth(), 1);
        }
        return anyKind(image, grey);
    }

    private static Picture reversed(BufferedImage image) {
        byte[] from = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] values = new byte[from.length];
        for (int i = 0; i < from.length; i += 3) {
            values[i] = from[i + 2];
            values[i + 1] = from[i + 1];
            values[i + 2] = from[i];
        }
        return new Picture(values, image.getHeight(), image.getWidth(), 3);
    }

    private static Picture anyKind(BufferedImage image, boolean grey) {
        int width = image.getWidth();
        int channels = grey ? 1 : 3;
        byte[] values = new byte[image.getHeight() * width * channels];
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int[] line = new int[width * bands];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
            int to = y * width * channels;
            if (image.getColorModel() instanceof IndexColorModel palette) {
                lookUp(palette, line, values, to, channels);
            } else {
                scale(raster.getSampleModel(), line, bands, values, to, channels);
            }
        }
        return new Picture(values, image.getHeight(), width, channels);
    }

    private static void lookUp(IndexColorModel palette, int[] line, byte[] values, int start, int channels) {
        int to = start;
        for (int index : line) {
            values[to++] = (byte) palette.getRed(index);
            if (channels == 3) {
                values[to++] = (byte) palette.getGreen(index);
                values[to++] = (byte) palette.getBlue(index);
            }
        }
    }

    private static void scale(SampleModel model, int[] line, int bands, byte[] values, int start, int channels) {
        int to = start;
        for (int at = 0; at < line.length; at += bands) {
            for (int c = 0; c < channels; c++) {
                int band = bands >= 3 ? c : 0;
                long most = (1L << model.getSampleSize(band)) - 1;
                values[to++] = (byte) ((line[at + band] * 255L + most / 2) / most);
            }
        }
    }
}
