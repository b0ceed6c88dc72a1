package io.cohort.worker.data.example.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Finds readers of images by who wrote them, for which comes first depends on the class path. */
final class ImageReaders {
    private ImageReaders() {}

    /** The JDK's own reader of a format. */
    static ImageReader jdk(String format) {
        Iterator<ImageReaderSpi> found =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (found.hasNext()) {
            ImageReaderSpi spi = found.next();
            if (spi.getClass().getName().startsWith("com.sun.imageio.") && names(spi, format)) {
                return instance(spi);
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format + " (module java.desktop is missing)");
    }

    private static boolean names(ImageReaderSpi spi, String format) {
        for (String name : spi.getFormatNames()) {
            if (name.equalsIgnoreCase(format)) {
                return true;
            }
        }
        return false;
    }

    /** TwelveMonkeys' reader of JPEG; in an executor its jar may be out of sight of the registry's class loader. */
    static ImageReader tolerantJpeg() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        JPEGImageReaderSpi spi = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (spi == null) {
            spi = new JPEGImageReaderSpi();
            registry.registerServiceProvider(spi, ImageReaderSpi.class);
        }
        return instance(spi);
    }

    private static ImageReader instance(ImageReaderSpi spi) {
        try {
            return spi.createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException(spi.getDescription(null) + " cannot be started", e);
        }
    }
}
