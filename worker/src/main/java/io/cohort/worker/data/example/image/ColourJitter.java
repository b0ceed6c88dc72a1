package io.cohort.worker.data.example.image;

import java.util.SplittableRandom;

/** Changes brightness, contrast and saturation at random, in this order; values stay in [0, 1]. */
final class ColourJitter {
    private ColourJitter() {}

    /**
     * Changes an image in place. Draws three numbers whatever the settings.
     *
     * @param values shape [pixels, channels], in [0, 1]
     * @param channels 1 or 3; grey has no saturation
     */
    static void apply(float[] values, int channels, Augmentation settings, SplittableRandom random) {
        float brightness = factor(settings.brightness(), random);
        float contrast = factor(settings.contrast(), random);
        float saturation = factor(settings.saturation(), random);
        if (settings.brightness() > 0) {
            blend(values, 0, brightness);
        }
        if (settings.contrast() > 0) {
            blend(values, meanGrey(values, channels), contrast);
        }
        if (settings.saturation() > 0 && channels == 3) {
            saturate(values, saturation);
        }
    }

    private static float factor(double spread, SplittableRandom random) {
        return (float) (1 + spread * (2 * random.nextDouble() - 1));
    }

    private static void blend(float[] values, float towards, float factor) {
        float offset = (1 - factor) * towards;
        for (int i = 0; i < values.length; i++) {
            values[i] = clamp(factor * values[i] + offset);
        }
    }

    private static float meanGrey(float[] values, int channels) {
        double sum = 0;
        for (int i = 0; i < values.length; i += channels) {
            sum += channels == 1 ? values[i] : grey(values, i);
        }
        return (float) (sum / (values.length / channels));
    }

    private static void saturate(float[] values, float factor) {
        for (int i = 0; i < values.length; i += 3) {
            float offset = (1 - factor) * grey(values, i);
            values[i] = clamp(factor * values[i] + offset);
            values[i + 1] = clamp(factor * values[i + 1] + offset);
            values[i + 2] = clamp(factor * values[i + 2] + offset);
        }
    }

    /** ITU-R BT.601 luma. */
    private static float grey(float[] values, int at) {
        return 0.299f * values[at] + 0.587f * values[at + 1] + 0.114f * values[at + 2];
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(1, value));
    }
}
