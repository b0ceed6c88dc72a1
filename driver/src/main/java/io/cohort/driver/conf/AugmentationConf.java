package io.cohort.driver.conf;

/**
 * How training examples are changed at random. Values are checked by the worker's own settings, which name the key.
 *
 * @param minArea least share of the picture's area that a random crop keeps; 1 crops nothing
 * @param maxAspect random crops are stretched by up to this factor
 * @param shift pixels by which images are moved at most
 * @param flip whether half of the images change left and right
 * @param brightness strength, 0 for none
 * @param contrast strength, 0 for none
 * @param saturation strength, 0 for none
 * @param mixup parameter of the Beta distribution that pairs are mixed by, 0 for none
 * @param noise standard deviation of what is added to every number, 0 for none
 */
public record AugmentationConf(
        double minArea,
        double maxAspect,
        int shift,
        boolean flip,
        double brightness,
        double contrast,
        double saturation,
        double mixup,
        double noise) {
    /** @throws ConfigurationException if a value is out of its range */
    public AugmentationConf {
        Limits.positive("augmentation.min-area", minArea);
        Limits.share("augmentation.min-area", minArea);
        if (!(maxAspect >= 1 && maxAspect <= 10)) {
            throw new ConfigurationException("augmentation.max-aspect", maxAspect, "from 1 to 10");
        }
        Limits.whole("augmentation.shift", shift, 0, 64);
        Limits.below("augmentation.brightness", brightness, 0, 1);
        Limits.below("augmentation.contrast", contrast, 0, 1);
        Limits.below("augmentation.saturation", saturation, 0, 1);
        Limits.share("augmentation.mixup", mixup);
        if (!(noise >= 0 && noise <= 10)) {
            throw new ConfigurationException("augmentation.noise", noise, "from 0 to 10");
        }
    }
}
