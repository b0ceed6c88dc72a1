package io.cohort.worker.data.example.image;

import java.io.Serializable;

/**
 * How images are changed at random while training, so that a network does not learn the pixels by heart.
 *
 * @param minArea {@code augmentation.min-area}: least share of the picture's area that a random crop keeps, in (0, 1]; 1
 *     crops nothing
 * @param maxAspect {@code augmentation.max-aspect}: random crops are stretched by up to this factor, at least 1
 * @param shift {@code augmentation.shift}: pixels of the network's image by which it is moved at most, up to 64
 * @param flip {@code augmentation.flip}: whether half of the images change left and right
 * @param brightness {@code augmentation.brightness}: factor drawn from [1 - b, 1 + b], b in [0, 1)
 * @param contrast {@code augmentation.contrast}: factor drawn from [1 - c, 1 + c] on the distance to the image's mean
 *     grey, c in [0, 1)
 * @param saturation {@code augmentation.saturation}: factor drawn from [1 - s, 1 + s] on the distance of a pixel to its
 *     grey, s in [0, 1)
 */
public record Augmentation(
        double minArea,
        double maxAspect,
        int shift,
        boolean flip,
        double brightness,
        double contrast,
        double saturation)
        implements Serializable {
    /** Leaves every image as it is. */
    public static final Augmentation NONE = new Augmentation(1, 1, 0, false, 0, 0, 0);

    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public Augmentation {
        require(minArea > 0 && minArea <= 1, "min-area must lie in (0, 1]", minArea);
        require(maxAspect >= 1 && maxAspect <= 10, "max-aspect must lie in [1, 10]", maxAspect);
        require(shift >= 0 && shift <= 64, "shift must lie in [0, 64]", shift);
        require(brightness >= 0 && brightness < 1, "brightness must lie in [0, 1)", brightness);
        require(contrast >= 0 && contrast < 1, "contrast must lie in [0, 1)", contrast);
        require(saturation >= 0 && saturation < 1, "saturation must lie in [0, 1)", saturation);
    }

    private static void require(boolean holds, String demand, double value) {
        if (!holds) {
            throw new IllegalArgumentException("augmentation." + demand + ", but is " + value);
        }
    }

    /** Whether parts of the picture are drawn at random. */
    boolean crops() {
        return minArea < 1 || maxAspect > 1;
    }
}
