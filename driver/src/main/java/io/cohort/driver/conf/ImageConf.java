package io.cohort.driver.conf;

import java.util.List;

/**
 * What images become before a network takes them. Values are checked by the worker's own settings, which name the key.
 *
 * @param size side in pixels, height x width, or auto for the files' own
 * @param channels 1 grey, 3 colour, 0 as the files have them
 * @param maxPixels images that claim more are refused
 * @param mean subtracted of each channel; one number, one a channel, or none
 * @param deviation each channel is divided by it; one number, one a channel, or none
 * @param evaluationShare share of the shorter side that evaluation keeps
 */
public record ImageConf(
        String size, int channels, long maxPixels, List<Double> mean, List<Double> deviation, double evaluationShare) {
    /** @throws ConfigurationException if the size is none */
    public ImageConf {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (!size.matches("auto|\\d{1,5}(x\\d{1,5})?")) {
            throw new ConfigurationException("image.size", size, "auto, a side such as 128, or HEIGHTxWIDTH");
        }
        if (channels != 0 && channels != 1 && channels != 3) {
            throw new ConfigurationException("image.channels", channels, "0 (as the files have them), 1 or 3");
        }
        Limits.whole("image.max-pixels", maxPixels, 1, 500_000_000);
        Limits.positive("image.evaluation-share", evaluationShare);
        Limits.share("image.evaluation-share", evaluationShare);
        for (double value : deviation) {
            Limits.positive("image.deviation", value);
        }
    }

    /** Rows; 0 for those of the files. */
    public int height() {
        return "auto".equals(size) ? 0 : Integer.parseInt(size.replaceFirst("x.*", ""));
    }

    /** Columns; 0 for those of the files. */
    public int width() {
        return "auto".equals(size) ? 0 : Integer.parseInt(size.replaceFirst(".*x", ""));
    }
}
