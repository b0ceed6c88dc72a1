package io.cohort.worker.data.example.image;

/**
 * Which pixels of a line make which pixels of a resized line, and with what weight: a triangle filter that widens as the
 * line shrinks, so that fine patterns are averaged away instead of turning into others (what Pillow and torchvision call
 * bilinear with antialiasing). Beyond the line's ends its last pixel goes on.
 */
final class FilterTaps {
    private final int[] first;
    private final int[] count;
    private final float[] weights;
    private final int most;

    /**
     * Taps for one axis.
     *
     * @param start where the part begins, in pixels
     * @param length of the part, above 0
     * @param available pixels of the line
     * @param wanted pixels of the resized line
     * @param flipped whether the resized line runs backwards
     */
    FilterTaps(double start, double length, int available, int wanted, boolean flipped) {
        double scale = length / wanted;
        double reach = Math.max(1, scale);
        this.most = (int) Math.ceil(2 * reach) + 2;
        this.first = new int[wanted];
        this.count = new int[wanted];
        this.weights = new float[wanted * most];
        for (int i = 0; i < wanted; i++) {
            int place = flipped ? wanted - 1 - i : i;
            set(place, start + (i + 0.5) * scale, reach, available);
        }
    }

    private void set(int place, double centre, double reach, int available) {
        int from = (int) Math.floor(centre - reach);
        int to = (int) Math.ceil(centre + reach);
        first[place] = clamp(from, available);
        count[place] = clamp(to, available) - first[place] + 1;
        double sum = 0;
        double[] exact = new double[count[place]];
        for (int pixel = from; pixel <= to; pixel++) {
            double weight = Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / reach);
            exact[clamp(pixel, available) - first[place]] += weight;
            sum += weight;
        }
        for (int tap = 0; tap < exact.length; tap++) {
            weights[place * most + tap] = (float) (exact[tap] / sum);
        }
        trim(place);
    }

    /** Taps without weight cost time. */
    private void trim(int place) {
        while (count[place] > 1 && weights[place * most + count[place] - 1] == 0) {
            count[place]--;
        }
        while (count[place] > 1 && weights[place * most] == 0) {
            System.arraycopy(weights, place * most + 1, weights, place * most, count[place] - 1);
            first[place]++;
            count[place]--;
        }
    }

    private static int clamp(int pixel, int available) {
        return Math.max(0, Math.min(available - 1, pixel));
    }

    /** The first pixel that a resized pixel is made of. */
    int first(int place) {
        return first[place];
    }

    /** How many pixels a resized pixel is made of. */
    int count(int place) {
        return count[place];
    }

    /** Weight of a pixel, counted from the first. */
    float weight(int place, int tap) {
        return weights[place * most + tap];
    }

    /** Behind the last pixel that any resized pixel is made of. */
    int end() {
        int end = 0;
        for (int place = 0; place < first.length; place++) {
            end = Math.max(end, first[place] + count[place]);
        }
        return end;
    }

    /** The first pixel that any resized pixel is made of. */
    int begin() {
        int begin = Integer.MAX_VALUE;
        for (int start : first) {
            begin = Math.min(begin, start);
        }
        return begin;
    }
}
