package io.cohort.worker.data.example.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
    private static final long SEED = 11;

    /** The draw's factor: 1 + spread (2 u − 1), u being the first, second or third number of the seed. */
    private static float factor(int draw, double spread) {
        SplittableRandom random = new SplittableRandom(SEED);
        double number = 0;
        for (int i = 0; i <= draw; i++) {
            number = random.nextDouble();
        }
        return (float) (1 + spread * (2 * number - 1));
    }

    private static float[] jittered(int channels, double brightness, double contrast, double saturation, float... old) {
        Augmentation settings = new Augmentation(1, 1, 0, false, brightness, contrast, saturation);
        ColourJitter.apply(old, channels, settings, new SplittableRandom(SEED));
        return old;
    }

    @Test
    void brightnessMultiplies() {
        float factor = factor(0, 0.4);

        float[] result = jittered(1, 0.4, 0, 0, 0.1f, 0.5f, 0.0f);

        assertThat(factor).isNotEqualTo(1);
        assertThat(result).containsExactly(new float[] {0.1f * factor, 0.5f * factor, 0}, within(1e-6f));
    }

    /** By hand: the mean of 0.2, 0.4, 0.6 is 0.4, which stays; the others move by their distance, 0.2, times the factor. */
    @Test
    void contrastChangesTheDistanceToTheMean() {
        float factor = factor(1, 0.5);

        float[] result = jittered(1, 0, 0.5, 0, 0.2f, 0.4f, 0.6f);

        assertThat(result)
                .containsExactly(new float[] {0.4f - 0.2f * factor, 0.4f, 0.4f + 0.2f * factor}, within(1e-6f));
    }

    /** By hand: 0.299 · 0.5 + 0.587 · 0.25 + 0.114 · 0.75 = 0.38175 is the first pixel's grey; the second is grey. */
    @Test
    void saturationChangesTheDistanceToEachPixelsGrey() {
        float factor = factor(2, 0.6);
        float grey = 0.38175f;

        float[] result = jittered(3, 0, 0, 0.6, 0.5f, 0.25f, 0.75f, 0.3f, 0.3f, 0.3f);

        float[] expected = {
            grey + factor * 0.11825f, grey - factor * 0.13175f, grey + factor * 0.36825f, 0.3f, 0.3f, 0.3f
        };
        assertThat(result).containsExactly(expected, within(1e-6f));
    }

    @Test
    void greyHasNoSaturationAndNothingChangesWithoutSettings() {
        assertThat(jittered(1, 0, 0, 0.9, 0.2f, 0.7f)).containsExactly(0.2f, 0.7f);
        assertThat(jittered(3, 0, 0, 0, 0.2f, 0.7f, 0.1f)).containsExactly(0.2f, 0.7f, 0.1f);
    }

    @Test
    void valuesStayInTheUnitRange() {
        SplittableRandom random = new SplittableRandom(2);
        Augmentation strong = new Augmentation(1, 1, 0, false, 0.99, 0.99, 0.99);

        for (int i = 0; i < 100; i++) {
            float[] values = {0, 1, 0, 1, 0, 1};
            ColourJitter.apply(values, 3, strong, random);
            for (float value : values) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }
}
