package io.cohort.worker.data.example.image;

import java.util.SplittableRandom;

/** Turns a decoded picture into what a network takes: part, size, colour, scale. Safe for use by several threads. */
public final class ImagePipeline {
    /** As torchvision does it: then the crop in the middle. */
    private static final int CROP_TRIES = 10;

    private final ImageSettings settings;
    private final int height;
    private final int width;
    private final int channels;
    private final float[] mean;
    private final float[] scale;

    /**
     * A pipeline for images of one size.
     *
     * @param settings how images are changed; its sizes are not looked at
     * @param height rows of the network's image
     * @param width columns of the network's image
     * @param channels 1 or 3
     */
    public ImagePipeline(ImageSettings settings, int height, int width, int channels) {
        this.settings = settings;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.mean = ImageSettings.perChannel(settings.mean(), channels, 0);
        this.scale = ImageSettings.perChannel(settings.deviation(), channels, 1);
        for (int c = 0; c < channels; c++) {
            scale[c] = 1 / scale[c];
        }
    }

    /** Floats of an image. */
    public int length() {
        return height * width * channels;
    }

    /**
     * A training image, changed at random.
     *
     * @param picture as decoded; read, not kept
     * @param seed decides all that is random
     * @param target shape [..., height, width, channels]; written from {@code offset} on
     */
    public void training(Picture picture, long seed, float[] target, int offset) {
        SplittableRandom random = new SplittableRandom(seed);
        Crop crop = randomCrop(picture, random);
        float[] values = resampled(picture, crop);
        ColourJitter.apply(values, channels, settings.augmentation(), random);
        normalise(values, target, offset);
    }

    /**
     * An image as it is evaluated: the middle of the picture.
     *
     * @param picture as decoded; read, not kept
     * @param target shape [..., height, width, channels]; written from {@code offset} on
     */
    public void evaluation(Picture picture, float[] target, int offset) {
        Crop crop = Crop.centre(picture, height, width, settings.evaluationShare());
        normalise(resampled(picture, crop), target, offset);
    }

    private float[] resampled(Picture picture, Crop crop) {
        return Resampler.withChannels(Resampler.resample(picture, crop, height, width), picture.channels(), channels);
    }

    private void normalise(float[] values, float[] target, int offset) {
        for (int i = 0; i < values.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                target[offset + i + c] = (values[i + c] - mean[c]) * scale[c];
            }
        }
    }

    private Crop randomCrop(Picture picture, SplittableRandom random) {
        Augmentation how = settings.augmentation();
        Crop part = how.crops() ? randomPart(picture, how, random) : Crop.centre(picture, height, width, 1);
        double down = drawnShift(how, random) * part.height() / height;
        double right = drawnShift(how, random) * part.width() / width;
        boolean flipped = random.nextBoolean() && how.flip();
        return new Crop(part.top() + down, part.left() + right, part.height(), part.width(), flipped);
    }

    private static int drawnShift(Augmentation how, SplittableRandom random) {
        return random.nextInt(2 * how.shift() + 1) - how.shift();
    }

    /**
     * Random resized crop (Szegedy et al.: "Going Deeper with Convolutions", CVPR 2015): the area is uniform, the logarithm
     * of the aspect too.
     */
    private Crop randomPart(Picture picture, Augmentation how, SplittableRandom random) {
        double area = (double) picture.height() * picture.width();
        double widest = StrictMath.log(how.maxAspect());
        for (int attempt = 0; attempt < CROP_TRIES; attempt++) {
            double kept = area * (how.minArea() + (1 - how.minArea()) * random.nextDouble());
            double aspect = StrictMath.exp(widest * (2 * random.nextDouble() - 1)) * width / height;
            double rows = Math.rint(Math.sqrt(kept / aspect));
            double columns = Math.rint(Math.sqrt(kept * aspect));
            if (rows >= 1 && columns >= 1 && rows <= picture.height() && columns <= picture.width()) {
                int top = random.nextInt(picture.height() - (int) rows + 1);
                int left = random.nextInt(picture.width() - (int) columns + 1);
                return new Crop(top, left, rows, columns, false);
            }
        }
        return Crop.centre(picture, height, width, 1);
    }
}
