package io.cohort.worker.data.example;

import java.util.SplittableRandom;

/** Shapes made of strokes, drawn each time a little differently: moved, turned, slanted, stretched, thick or thin. */
final class SampleShapes {
    /** How each class is drawn: strokes of points x, y, x, y, ..., in [-1, 1], y downwards. */
    private static final double[][][] SHAPES = {
        {arc(0, 0, 0.9, 0, 2)},
        {{-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8, -0.8, -0.8}},
        {{0, -0.9, 0.9, 0.75, -0.9, 0.75, 0, -0.9}},
        {{-0.9, 0, 0.9, 0}, {0, -0.9, 0, 0.9}},
        {{-0.75, -0.75, 0.75, 0.75}, {-0.75, 0.75, 0.75, -0.75}},
        {arc(0, -0.45, 0.45, 0.5, 2), arc(0, 0.45, 0.45, 1.5, 3)},
        {{-0.7, -0.8, 0.7, -0.8, -0.7, 0.8, 0.7, 0.8}},
        {arc(0, 0, 0.85, 0.35, 1.65)},
        {{-0.8, -0.8, 0.8, -0.8}, {0, -0.8, 0, 0.9}},
        {{-0.65, -0.9, -0.65, 0.9}, {-0.65, 0, 0.65, 0}, {0.65, -0.9, 0.65, 0.9}},
    };
    /** Their names. */
    private static final String[] NAMES = {
        "ring", "square", "triangle", "plus", "cross", "double-bow", "zigzag", "bow", "hammer", "ladder"
    };

    private final double widest;
    private final SplittableRandom random;

    /**
     * A pen.
     *
     * @param widest thickness of the thickest stroke, as a share of the image's side; the thinnest is half as thick
     */
    SampleShapes(double widest, SplittableRandom random) {
        this.widest = widest;
        this.random = random;
    }

    /** How many shapes there are. */
    static int count() {
        return SHAPES.length;
    }

    /** Name of a shape, a word that may be a folder. */
    static String name(int shape) {
        return NAMES[shape];
    }

    /** An arc; angles in units of π, clockwise from the right. */
    private static double[] arc(double x, double y, double radius, double from, double to) {
        int pieces = 14;
        double[] points = new double[2 * pieces + 2];
        for (int i = 0; i <= pieces; i++) {
            double angle = Math.PI * (from + (to - from) * i / pieces);
            points[2 * i] = x + radius * StrictMath.cos(angle);
            points[2 * i + 1] = y + radius * StrictMath.sin(angle);
        }
        return points;
    }

    /**
     * Draws a shape.
     *
     * @param side pixels of each side
     * @return how much of each pixel is covered, in [0, 1], shape [side, side], row-major
     */
    float[] drawn(int shape, int side) {
        double angle = between(-0.45, 0.45);
        double size = side * between(0.2, 0.38);
        double[] moves = {
            size * between(0.8, 1.2) * StrictMath.cos(angle),
            -size * StrictMath.sin(angle) + size * between(-0.2, 0.2),
            side * between(0.34, 0.66),
            size * StrictMath.sin(angle),
            size * StrictMath.cos(angle),
            side * between(0.34, 0.66)
        };
        double radius = side * widest * between(0.25, 0.5);
        double[] nearest = new double[side * side];
        java.util.Arrays.fill(nearest, Double.MAX_VALUE);
        for (double[] stroke : SHAPES[shape]) {
            approach(moved(stroke, moves), side, nearest);
        }
        float[] covered = new float[nearest.length];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = (float) Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(nearest[i])));
        }
        return covered;
    }

    private double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private static double[] moved(double[] points, double[] moves) {
        double[] result = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            result[i] = moves[0] * points[i] + moves[1] * points[i + 1] + moves[2];
            result[i + 1] = moves[3] * points[i] + moves[4] * points[i + 1] + moves[5];
        }
        return result;
    }

    /** Lowers each pixel's squared distance to what has been drawn. */
    private static void approach(double[] points, int side, double[] nearest) {
        for (int i = 2; i < points.length; i += 2) {
            double dx = points[i] - points[i - 2];
            double dy = points[i + 1] - points[i - 1];
            double squared = dx * dx + dy * dy;
            for (int pixel = 0; pixel < nearest.length; pixel++) {
                double x = pixel % side + 0.5 - points[i - 2];
                double y = pixel / side + 0.5 - points[i - 1];
                double along = Math.max(0, Math.min(1, (x * dx + y * dy) / squared));
                double restX = x - along * dx;
                double restY = y - along * dy;
                nearest[pixel] = Math.min(nearest[pixel], restX * restX + restY * restY);
            }
        }
    }
}
