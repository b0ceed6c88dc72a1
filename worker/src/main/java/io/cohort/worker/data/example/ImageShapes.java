package io.cohort.worker.data.example;

import io.cohort.worker.data.example.image.ImageSettings;

/** What images look like to a network: as the settings say, and where these are silent, as the files have them. */
final class ImageShapes {
    private ImageShapes() {}

    static ExampleShape of(ExampleSettings settings, int height, int width, int channels, int classes) {
        ImageSettings image = settings.image();
        if (settings.learned() != null) {
            ExampleShape known = settings.learned().shape();
            return image(known.height(), known.width(), known.channels(), classes);
        }
        return image(
                image.height() == 0 ? height : image.height(),
                image.width() == 0 ? width : image.width(),
                image.channels() == 0 ? channels : image.channels(),
                classes);
    }

    private static ExampleShape image(int height, int width, int channels, int classes) {
        return new ExampleShape(ExampleShape.Kind.IMAGE, height, width, channels, 1, classes, false);
    }
}
