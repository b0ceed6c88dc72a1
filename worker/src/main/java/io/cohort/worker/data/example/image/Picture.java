package io.cohort.worker.data.example.image;

/**
 * A decoded image.
 *
 * @param values shape [height, width, channels], row-major, 0 to 255 unsigned; kept, not copied
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record Picture(byte[] values, int height, int width, int channels) {
    /** @throws IllegalArgumentException if the sizes do not fit the values */
    public Picture {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "a picture cannot be " + height + " x " + width + " with " + channels + " channels");
        }
        if (values.length != (long) height * width * channels) {
            throw new IllegalArgumentException(
                    "a picture of " + height + " x " + width + " x " + channels + " has " + values.length + " values");
        }
    }
}
