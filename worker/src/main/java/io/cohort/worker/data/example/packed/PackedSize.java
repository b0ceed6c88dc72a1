package io.cohort.worker.data.example.packed;

/**
 * The size that all images of a packed file have in common.
 *
 * @param height rows; 0 if they differ, or it was not noted
 * @param width columns; 0 if they differ, or it was not noted
 * @param channels that a network takes them with where the conf does not say; 0 if the images do not decide
 */
public record PackedSize(int height, int width, int channels) {
    /** Nothing is known. */
    public static final PackedSize UNKNOWN = new PackedSize(0, 0, 0);

    /** What two have in common. */
    public PackedSize and(PackedSize other) {
        boolean same = height == other.height && width == other.width;
        return new PackedSize(same ? height : 0, same ? width : 0, channels == other.channels ? channels : 0);
    }
}
