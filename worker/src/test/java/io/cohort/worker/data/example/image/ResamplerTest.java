package io.cohort.worker.data.example.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    /** Float weights and sums of a few values up to 255, given in units of 255. */
    private static final Offset<Float> ROUNDING = within(1e-4f);

    private static Picture picture(int height, int width, int channels, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Picture(bytes, height, width, channels);
    }

    private static float[] resampled(Picture picture, Crop crop, int height, int width) {
        float[] values = Resampler.resample(picture, crop, height, width);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 255;
        }
        return values;
    }

    /**
     * By hand: each new pixel spans 2, the triangle reaches 2 to each side. Around 1 the pixels' middles 0.5, 1.5, 2.5 weigh
     * 3/4, 3/4, 1/4 and the edge at −0.5, which repeats pixel 0, 1/4: (1, 3/4, 1/4) / 2 of (0, 80, 160), which is 50.
     * Around 3 likewise: (1/4, 3/4, 1) / 2 of (80, 160, 240), which is 190.
     */
    @Test
    void halvesALineWithATriangleThatIsTwiceAsWide() {
        Picture line = picture(1, 4, 1, 0, 80, 160, 240);

        float[] result = resampled(line, new Crop(0, 0, 1, 4, false), 1, 2);

        assertThat(result).containsExactly(new float[] {50, 190}, ROUNDING);
    }

    /**
     * By hand: the new pixels' middles lie at 0.25, 0.75, 1.25, 1.75, the old ones' at 0.5 and 1.5, and the edges go on: 0,
     * a quarter, three quarters, all of the way from 40 to 200.
     */
    @Test
    void doublesALineByLinearInterpolation() {
        float[] across = resampled(picture(1, 2, 1, 40, 200), new Crop(0, 0, 1, 2, false), 1, 4);
        float[] down = resampled(picture(2, 1, 1, 40, 200), new Crop(0, 0, 2, 1, false), 4, 1);

        assertThat(across).containsExactly(new float[] {40, 80, 160, 200}, ROUNDING);
        assertThat(down).containsExactly(new float[] {40, 80, 160, 200}, ROUNDING);
    }

    @Test
    void flipsWithAndWithoutResizing() {
        Picture line = picture(1, 2, 1, 40, 200);

        assertThat(resampled(line, new Crop(0, 0, 1, 2, true), 1, 4))
                .containsExactly(new float[] {200, 160, 80, 40}, ROUNDING);
        assertThat(resampled(line, new Crop(0, 0, 1, 2, true), 1, 2)).containsExactly(new float[] {200, 40}, ROUNDING);
    }

    /** By hand: rows 1 and 2, columns 1 and 2 of pixels 10 y + x; then moved half a pixel down and right: + 5.5. */
    @Test
    void cutsPartsAtWholePixelsAndBetweenThem() {
        Picture square = picture(4, 4, 1, 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33);

        assertThat(resampled(square, new Crop(1, 1, 2, 2, false), 2, 2))
                .containsExactly(new float[] {11, 12, 21, 22}, ROUNDING);
        assertThat(resampled(square, new Crop(1.5, 1.5, 2, 2, false), 2, 2))
                .containsExactly(new float[] {16.5f, 17.5f, 26.5f, 27.5f}, ROUNDING);
    }

    @Test
    void theEdgeGoesOnBeyondThePicture() {
        Picture square = picture(2, 2, 1, 10, 20, 30, 40);

        assertThat(resampled(square, new Crop(-1, -1, 2, 2, false), 2, 2))
                .containsExactly(new float[] {10, 10, 10, 10}, ROUNDING);
        assertThat(resampled(square, new Crop(0, 1, 2, 2, false), 2, 2))
                .containsExactly(new float[] {20, 20, 40, 40}, ROUNDING);
    }

    @Test
    void resizesColoursEachByItself() {
        Picture line = picture(1, 2, 3, 0, 40, 100, 80, 200, 100);

        assertThat(resampled(line, new Crop(0, 0, 1, 2, false), 1, 4))
                .containsExactly(new float[] {0, 40, 100, 20, 80, 100, 60, 160, 100, 80, 200, 100}, ROUNDING);
    }

    /** By hand: 0.299 · 100 + 0.587 · 200 + 0.114 · 50 = 153. */
    @Test
    void makesGreyOfColourAndColourOfGrey() {
        assertThat(Resampler.withChannels(new float[] {100, 200, 50}, 3, 1))
                .containsExactly(new float[] {153}, ROUNDING);
        assertThat(Resampler.withChannels(new float[] {7, 9}, 1, 3)).containsExactly(7, 7, 7, 9, 9, 9);
    }
}
