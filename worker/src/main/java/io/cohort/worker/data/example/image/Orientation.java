package io.cohort.worker.data.example.image;

/** Turns a picture the way its camera was held. */
final class Orientation {
    private Orientation() {}

    /**
     * The upright picture.
     *
     * @param orientation as EXIF numbers it: 2 mirrored, 3 upside down, 4 mirrored upside down, 5 to 8 with rows and
     *     columns changed
     */
    static Picture upright(Picture picture, int orientation) {
        if (orientation == 1) {
            return picture;
        }
        boolean transposed = orientation >= 5;
        int height = transposed ? picture.width() : picture.height();
        int width = transposed ? picture.height() : picture.width();
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        int channels = picture.channels();
        byte[] values = new byte[picture.values().length];
        for (int y = 0; y < height; y++) {
            int down = fromBottom ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int right = fromRight ? width - 1 - x : x;
                int row = transposed ? right : down;
                int column = transposed ? down : right;
                int source = (row * picture.width() + column) * channels;
                System.arraycopy(picture.values(), source, values, (y * width + x) * channels, channels);
            }
        }
        return new Picture(values, height, width, channels);
    }
}
