package io.cohort.worker.data.example.image;

import java.util.Arrays;

/** Cuts a part out of a picture and brings it to a size, rows first, then columns. */
final class Resampler {
    private static final float TO_UNIT = 1f / 255;

    private Resampler() {}

    /**
     * The part of a picture that a crop names.
     *
     * @param picture 8-bit pixels
     * @param crop which part
     * @param height rows wanted
     * @param width columns wanted
     * @return shape [height, width, picture.channels()], values in [0, 1]
     */
    static float[] resample(Picture picture, Crop crop, int height, int width) {
        float[] result = new float[height * width * picture.channels()];
        if (crop.isExact(picture, height, width)) {
            copy(picture, crop, result);
            return result;
        }
        FilterTaps rows = new FilterTaps(crop.top(), crop.height(), picture.height(), height, false);
        FilterTaps columns = new FilterTaps(crop.left(), crop.width(), picture.width(), width, crop.flipped());
        int begin = rows.begin();
        float[] narrow = narrowed(picture, columns, begin, rows.end(), width);
        int line = width * picture.channels();
        for (int y = 0; y < height; y++) {
            for (int tap = 0; tap < rows.count(y); tap++) {
                addScaled(narrow, (rows.first(y) - begin + tap) * line, rows.weight(y, tap), result, y * line, line);
            }
        }
        return result;
    }

    private static void copy(Picture picture, Crop crop, float[] result) {
        int channels = picture.channels();
        int height = (int) crop.height();
        int width = (int) crop.width();
        byte[] values = picture.values();
        for (int y = 0; y < height; y++) {
            int from = (((int) crop.top() + y) * picture.width() + (int) crop.left()) * channels;
            int to = y * width * channels;
            for (int x = 0; x < width; x++) {
                int source = from + (crop.flipped() ? width - 1 - x : x) * channels;
                for (int c = 0; c < channels; c++) {
                    result[to++] = (values[source + c] & 0xff) * TO_UNIT;
                }
            }
        }
    }

    /** Rows [from, to) with their columns resized, shape [to - from, width, channels], values in [0, 1]. */
    private static float[] narrowed(Picture picture, FilterTaps columns, int from, int to, int width) {
        int channels = picture.channels();
        int begin = columns.begin();
        int end = columns.end();
        float[] line = new float[(end - begin) * channels];
        float[] result = new float[(to - from) * width * channels];
        for (int y = from; y < to; y++) {
            load(picture.values(), (y * picture.width() + begin) * channels, line);
            int target = (y - from) * width * channels;
            if (channels == 3) {
                narrowColour(line, begin, columns, width, result, target);
            } else {
                narrowGrey(line, begin, columns, width, result, target);
            }
        }
        return result;
    }

    private static void load(byte[] values, int from, float[] line) {
        for (int i = 0; i < line.length; i++) {
            line[i] = (values[from + i] & 0xff) * TO_UNIT;
        }
    }

    private static void narrowColour(
            float[] line, int begin, FilterTaps columns, int width, float[] result, int target) {
        int to = target;
        for (int x = 0; x < width; x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int source = (columns.first(x) - begin) * 3;
            for (int tap = 0; tap < columns.count(x); tap++) {
                float weight = columns.weight(x, tap);
                red += weight * line[source];
                green += weight * line[source + 1];
                blue += weight * line[source + 2];
                source += 3;
            }
            result[to++] = red;
            result[to++] = green;
            result[to++] = blue;
        }
    }

    private static void narrowGrey(float[] line, int begin, FilterTaps columns, int width, float[] result, int target) {
        for (int x = 0; x < width; x++) {
            float sum = 0;
            int source = columns.first(x) - begin;
            for (int tap = 0; tap < columns.count(x); tap++) {
                sum += columns.weight(x, tap) * line[source + tap];
            }
            result[target + x] = sum;
        }
    }

    private static void addScaled(float[] from, int start, float weight, float[] to, int target, int length) {
        for (int i = 0; i < length; i++) {
            to[target + i] += weight * from[start + i];
        }
    }

    /**
     * Grey as three equal channels, or colour as grey (ITU-R BT.601 luma, as JPEG has it).
     *
     * @param values shape [pixels, from]
     * @return shape [pixels, to]; the same array where nothing changes
     */
    static float[] withChannels(float[] values, int from, int to) {
        if (from == to) {
            return values;
        }
        int pixels = values.length / from;
        float[] result = new float[pixels * to];
        for (int i = 0; i < pixels; i++) {
            if (to == 1) {
                result[i] = 0.299f * values[3 * i] + 0.587f * values[3 * i + 1] + 0.114f * values[3 * i + 2];
            } else {
                Arrays.fill(result, 3 * i, 3 * i + 3, values[i]);
            }
        }
        return result;
    }
}
