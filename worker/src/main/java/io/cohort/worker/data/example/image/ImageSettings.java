package io.cohort.worker.data.example.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What images become before a network takes them.
 *
 * @param height {@code image.size}: rows, or 0 for those of the files
 * @param width {@code image.size}: columns, or 0 for those of the files
 * @param channels {@code image.channels}: 1, 3, or 0 for those of the files
 * @param maxPixels {@code image.max-pixels}: images that claim more are refused before memory is taken for them
 * @param mean {@code image.mean}: what is subtracted of each channel, values lying in [0, 1]; empty for nothing; one for
 *     all channels
 * @param deviation {@code image.deviation}: what each channel is divided by afterwards; empty for nothing; one for all
 * @param evaluationShare {@code image.evaluation-share}: share of the shorter side that the centre crop of evaluation
 *     keeps, in (0, 1]
 * @param augmentation how training images are changed at random
 */
public record ImageSettings(
        int height,
        int width,
        int channels,
        long maxPixels,
        List<Double> mean,
        List<Double> deviation,
        double evaluationShare,
        Augmentation augmentation)
        implements Serializable {
    private static final int MAX_SIDE = 4096;
    private static final long MAX_PIXELS = 500_000_000L;

    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public ImageSettings {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        require(height >= 0 && height <= MAX_SIDE, "size must lie in [0, " + MAX_SIDE + "]", height);
        require(width >= 0 && width <= MAX_SIDE, "size must lie in [0, " + MAX_SIDE + "]", width);
        require((height == 0) == (width == 0), "size must name both sides or none", height + " x " + width);
        require(channels == 0 || channels == 1 || channels == 3, "channels must be 0 (as the files), 1 or 3", channels);
        require(maxPixels >= 1 && maxPixels <= MAX_PIXELS, "max-pixels must lie in [1, " + MAX_PIXELS + "]", maxPixels);
        require(fits(mean, channels), "mean must have one number, or one for each channel", mean);
        require(fits(deviation, channels), "deviation must have one number, or one for each channel", deviation);
        require(mean.stream().allMatch(Double::isFinite), "mean must be finite", mean);
        require(
                deviation.stream().allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY),
                "deviation must be finite and above 0",
                deviation);
        require(evaluationShare > 0 && evaluationShare <= 1, "evaluation-share must lie in (0, 1]", evaluationShare);
    }

    private static boolean fits(List<Double> values, int channels) {
        return values.size() <= 1 || values.size() == channels;
    }

    private static void require(boolean holds, String demand, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("image." + demand + ", but is " + value);
        }
    }

    /** Images as the files have them, values in [0, 1]. */
    public static ImageSettings plain() {
        return new ImageSettings(0, 0, 0, 100_000_000L, List.of(), List.of(), 1, Augmentation.NONE);
    }

    /** The same settings at another size. */
    public ImageSettings withSize(int newHeight, int newWidth, int newChannels) {
        return new ImageSettings(
                newHeight, newWidth, newChannels, maxPixels, mean, deviation, evaluationShare, augmentation);
    }

    /** The same settings with other random changes. */
    public ImageSettings withAugmentation(Augmentation other) {
        return new ImageSettings(height, width, channels, maxPixels, mean, deviation, evaluationShare, other);
    }

    /** The same settings with other means and deviations. */
    public ImageSettings withNormalisation(List<Double> newMean, List<Double> newDeviation) {
        return new ImageSettings(
                height, width, channels, maxPixels, newMean, newDeviation, evaluationShare, augmentation);
    }

    /** One number for each channel. */
    static float[] perChannel(List<Double> values, int channels, double missing) {
        float[] result = new float[channels];
        Arrays.fill(result, (float) missing);
        for (int c = 0; c < channels && !values.isEmpty(); c++) {
            result[c] = values.get(values.size() == 1 ? 0 : c).floatValue();
        }
        return result;
    }
}
