package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Waves that run through four channels, as {@code .ts} files. Classes differ in how fast the waves are and in how far each
 * channel is ahead of the one before; where a wave begins is random, so that no value at any time tells anything, nor does
 * any mean.
 */
final class SampleSeries {
    /** Series for training. */
    static final int TRAINING = 500;
    /** Series for testing. */
    static final int TEST = 250;
    /** Values each step. */
    static final int CHANNELS = 4;

    private static final int SHORTEST = 8;
    private static final int LONGEST = 30;
    private static final double NOISE = 0.8;
    private static final String[] NAMES = {"forwards", "backwards", "together", "fast", "spread"};
    /** Waves a step. */
    private static final double[] FREQUENCIES = {0.1, 0.1, 0.1, 0.15, 0.1};
    /** Waves by which a channel is ahead of the one before. */
    private static final double[] LEADS = {0.15, -0.15, 0, 0.15, 0.3};

    private SampleSeries() {}

    static Map<String, byte[]> files(long seed) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("waves_TRAIN.ts", text(TRAINING, Seeds.of(seed, 0)));
        files.put("waves_TEST.ts", text(TEST, Seeds.of(seed, 1)));
        return files;
    }

    private static byte[] text(int count, long seed) {
        StringBuilder text = new StringBuilder(
                        "# Made by Cohort's sample data.\n@problemName waves\n@timeStamps false\n")
                .append("@missing false\n@univariate false\n@dimensions ")
                .append(CHANNELS)
                .append("\n@equalLength false\n@classLabel true ")
                .append(String.join(" ", NAMES))
                .append("\n@data\n");
        for (int i = 0; i < count; i++) {
            append(text, i % NAMES.length, new SplittableRandom(Seeds.of(seed, i)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, int label, SplittableRandom random) {
        int length = random.nextInt(SHORTEST, LONGEST + 1);
        double frequency = FREQUENCIES[label] * random.nextDouble(0.8, 1.2);
        double begin = random.nextDouble();
        double size = random.nextDouble(0.6, 1.4);
        for (int channel = 0; channel < CHANNELS; channel++) {
            double lead = begin + channel * (LEADS[label] + random.nextDouble(-0.06, 0.06));
            for (int step = 0; step < length; step++) {
                double wave = size * StrictMath.sin(2 * Math.PI * (frequency * step + lead));
                double noise = NOISE * (random.nextDouble() + random.nextDouble() - 1);
                text.append(step == 0 ? "" : ",").append(BigDecimal.valueOf(Math.round((wave + noise) * 10_000), 4));
            }
            text.append(':');
        }
        text.append(NAMES[label]).append('\n');
    }
}
