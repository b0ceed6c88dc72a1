package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureEncoder;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Colour images in a folder per class. A class is a shape and a texture; colours are drawn anew for each image and tell
 * nothing, except that the shape is brighter than what lies behind it.
 */
final class SamplePictures {
    /** Images of a class for training. */
    static final int TRAINING = 60;
    /** Images of a class for validation. */
    static final int VALIDATION = 10;
    /** Rows and columns. */
    static final int SIDE = 48;

    private static final double THICKEST = 0.26;
    private static final int[] SHAPES = {0, 2, 3, 6, 7};
    private static final String[] TEXTURES = {"plain", "striped"};
    private static final int NOISE = 24;

    private final SplittableRandom random;

    private SamplePictures(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Map<String, byte[]> files(long seed) {
        Map<String, byte[]> files = new TreeMap<>();
        add(files, "train/", TRAINING, Seeds.of(seed, 0));
        add(files, "val/", VALIDATION, Seeds.of(seed, 1));
        return files;
    }

    private static void add(Map<String, byte[]> files, String part, int perClass, long seed) {
        for (int shape : SHAPES) {
            for (int texture = 0; texture < TEXTURES.length; texture++) {
                String folder = part + SampleShapes.name(shape) + "-" + TEXTURES[texture] + "/";
                for (int i = 0; i < perClass; i++) {
                    Picture picture =
                            new SamplePictures(Seeds.of(seed, shape, texture, i)).picture(shape, texture == 1);
                    files.put(folder + String.format("%03d.png", i), PictureEncoder.png(picture));
                }
            }
        }
    }

    private Picture picture(int shape, boolean striped) {
        float[] covered = new SampleShapes(THICKEST, random).drawn(shape, SIDE);
        double[] ink = colour(150, 255);
        double[] stripe = striped ? colour(20, 120) : ink;
        double[] ground = colour(0, 110);
        double angle = Math.PI * random.nextDouble();
        double across = StrictMath.cos(angle);
        double down = StrictMath.sin(angle);
        double width = 2 + random.nextDouble();
        byte[] pixels = new byte[covered.length * 3];
        for (int i = 0; i < covered.length; i++) {
            double place = (i % SIDE * across + i / SIDE * down) / width;
            double[] paint = Math.floorMod((long) Math.floor(place), 2) == 0 ? ink : stripe;
            for (int c = 0; c < 3; c++) {
                double value = covered[i] * paint[c] + (1 - covered[i]) * ground[c];
                double noise = random.nextInt(NOISE) - NOISE / 2;
                pixels[3 * i + c] = (byte) Math.max(0, Math.min(255, (int) (value + noise)));
            }
        }
        return new Picture(pixels, SIDE, SIDE, 3);
    }

    private double[] colour(int from, int to) {
        return random.doubles(3, from, to).toArray();
    }
}
