package io.cohort.worker.data.example.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Decodes JPEG and PNG. JPEG goes through the reader of the JDK, the fastest in Java; what that cannot read (CMYK, odd
 * colour profiles) through TwelveMonkeys'. Colour profiles are ignored, as the field does. Readers are kept and used again:
 * not safe for use by several threads at once.
 */
public final class PictureDecoder implements AutoCloseable {
    private final long maxPixels;
    private final ImageReader jpeg;
    private final ImageReader tolerantJpeg;
    private final ImageReader png;
    private final Truncation truncation = new Truncation();

    /** @param maxPixels images that claim more are refused */
    public PictureDecoder(long maxPixels) {
        this.maxPixels = maxPixels;
        this.jpeg = ImageReaders.jdk("jpeg");
        this.tolerantJpeg = ImageReaders.tolerantJpeg();
        this.png = ImageReaders.jdk("png");
        jpeg.addIIOReadWarningListener(truncation);
        tolerantJpeg.addIIOReadWarningListener(truncation);
    }

    /**
     * Decodes an image and turns it upright.
     *
     * @param data the encoded image; read, not kept
     * @throws PictureException if it cannot be decoded, is cut short, or claims too many pixels
     */
    public Picture decode(byte[] data) throws PictureException {
        ImageHeader header = ImageHeader.of(data);
        header.requireAtMost(maxPixels);
        BufferedImage image;
        if (header.encoding() == Encoding.PNG) {
            image = read(png, data);
        } else {
            image = header.components() == 4 ? read(tolerantJpeg, data) : readJpeg(data);
        }
        boolean grey = header.components() <= 2;
        return Orientation.upright(Pixels.of(image, grey), header.orientation());
    }

    private BufferedImage readJpeg(byte[] data) throws PictureException {
        try {
            return read(jpeg, data);
        } catch (PictureException e) {
            if (truncation.happened()) {
                throw e;
            }
            return read(tolerantJpeg, data);
        }
    }

    private BufferedImage read(ImageReader reader, byte[] data) throws PictureException {
        truncation.reset();
        try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(data)) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            if (truncation.happened()) {
                throw new PictureException("is cut short: its pixels end too early", data.length);
            }
            return image;
        } catch (IOException | RuntimeException e) {
            // Readers meet damaged data with exceptions of any kind, index errors among them.
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new PictureException("cannot be decoded (" + reason + ")", 0, e);
        } finally {
            reader.setInput(null);
        }
    }

    @Override
    public void close() {
        jpeg.dispose();
        tolerantJpeg.dispose();
        png.dispose();
    }

    /**
     * libjpeg fills up what is missing with grey and only warns. Where the end's marker alone is missing, all pixels are
     * there.
     */
    private static final class Truncation implements IIOReadWarningListener {
        private boolean noEnd;
        private boolean noPixels;

        private void reset() {
            noEnd = false;
            noPixels = false;
        }

        private boolean happened() {
            return noEnd && noPixels;
        }

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            noEnd |= warning.contains("Missing EOI") || warning.contains("Premature end of JPEG file");
            noPixels |= warning.contains("premature end of data");
        }
    }
}
