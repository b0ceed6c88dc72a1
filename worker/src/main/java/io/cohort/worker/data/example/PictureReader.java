package io.cohort.worker.data.example;

import io.cohort.worker.data.example.image.ImagePipeline;
import io.cohort.worker.data.example.image.Picture;
import java.io.IOException;

/** Images as minibatches. */
final class PictureReader implements ExampleReader {
    private final PictureFiles files;
    private final ExampleShape shape;
    private final ImagePipeline pipeline;

    PictureReader(ExampleSettings settings, ExampleShape shape, PictureFiles files) {
        this.files = files;
        this.shape = shape;
        this.pipeline = new ImagePipeline(settings.image(), shape.height(), shape.width(), shape.channels());
    }

    @Override
    public Minibatch read(int[] inFiles, long[] seeds, double smoothing) throws IOException {
        int length = pipeline.length();
        float[] features = new float[Math.multiplyExact(inFiles.length, length)];
        int[] labels = new int[inFiles.length];
        for (int i = 0; i < inFiles.length; i++) {
            Picture picture = files.picture(inFiles[i]);
            labels[i] = files.label(inFiles[i]);
            if (seeds == null) {
                pipeline.evaluation(picture, features, i * length);
            } else {
                pipeline.training(picture, seeds[i], features, i * length);
            }
        }
        Tensor images = new Tensor(features, inFiles.length, shape.height(), shape.width(), shape.channels());
        return new Minibatch(images, Labels.rows(labels, shape.classes(), smoothing), null, null);
    }

    @Override
    public Place place(int inFiles) {
        return files.place(inFiles);
    }

    @Override
    public void close() {
        files.close();
    }
}
