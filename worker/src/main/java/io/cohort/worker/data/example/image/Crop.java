package io.cohort.worker.data.example.image;

/**
 * The part of a picture that becomes the network's image, in pixels of the picture. It may reach beyond the picture; there
 * the picture's edge goes on.
 *
 * @param top first row
 * @param left first column
 * @param height rows, above 0
 * @param width columns, above 0
 * @param flipped whether left and right change places
 */
record Crop(double top, double left, double height, double width, boolean flipped) {
    /**
     * The largest part in the middle of a picture with the proportions asked for.
     *
     * @param share of the largest part's sides that is kept, in (0, 1]
     */
    static Crop centre(Picture picture, int height, int width, double share) {
        double scale = Math.min((double) picture.height() / height, (double) picture.width() / width) * share;
        double rows = height * scale;
        double columns = width * scale;
        return new Crop((picture.height() - rows) / 2, (picture.width() - columns) / 2, rows, columns, false);
    }

    /** Whether it cuts whole pixels that need no resizing to become height x width. */
    boolean isExact(Picture picture, int wantedHeight, int wantedWidth) {
        return height == wantedHeight
                && width == wantedWidth
                && top == Math.rint(top)
                && left == Math.rint(left)
                && top >= 0
                && left >= 0
                && top + height <= picture.height()
                && left + width <= picture.width();
    }
}
