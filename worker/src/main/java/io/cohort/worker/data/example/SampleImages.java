package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Grey images of ten shapes with noise, as idx files named as MNIST's are. */
final class SampleImages {
    /** Images for training. */
    static final int TRAINING = 6000;
    /** Images for validation. */
    static final int VALIDATION = 1000;
    /** Rows and columns. */
    static final int SIDE = 28;

    private static final double THICKEST = 0.13;
    private static final int NOISE = 60;

    private SampleImages() {}

    static Map<String, byte[]> files(long seed) {
        Map<String, byte[]> files = new TreeMap<>();
        add(files, "train", TRAINING, Seeds.of(seed, 0));
        add(files, "t10k", VALIDATION, Seeds.of(seed, 1));
        return files;
    }

    private static void add(Map<String, byte[]> files, String part, int count, long seed) {
        ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
        images.putInt(0x0803).putInt(count).putInt(SIDE).putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, i));
            int label = random.nextInt(SampleShapes.count());
            labels.put((byte) label);
            images.put(image(label, random));
        }
        files.put(part + "-images-idx3-ubyte", images.array());
        files.put(part + "-labels-idx1-ubyte", labels.array());
    }

    private static byte[] image(int label, SplittableRandom random) {
        float[] covered = new SampleShapes(THICKEST, random).drawn(label, SIDE);
        int ink = 140 + random.nextInt(116);
        byte[] pixels = new byte[covered.length];
        for (int i = 0; i < pixels.length; i++) {
            int noise = random.nextInt(NOISE) + random.nextInt(NOISE) - NOISE;
            pixels[i] = (byte) Math.max(0, Math.min(255, (int) (ink * covered[i]) + noise));
        }
        return pixels;
    }
}
