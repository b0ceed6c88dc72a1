package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import io.cohort.worker.data.example.image.DecoderPool;
import io.cohort.worker.data.example.image.ImagePipeline;
import io.cohort.worker.data.example.image.ImageSettings;
import io.cohort.worker.data.example.image.PictureException;
import io.cohort.worker.device.NativeThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A finished network that classifies images given as encoded files. Holds native memory until it is closed; for one thread. */
public final class ImageScorer implements AutoCloseable {
    private final ExampleShape shape;
    private final DecoderPool decoders;
    private final ImagePipeline pipeline;
    private final NetworkConfiguration configuration;
    private final TrainedNetwork network;
    private final NativeMinibatch arrays = new NativeMinibatch(Precision.FLOAT.type());

    /**
     * @param settings of the network
     * @param images how they are brought to the network's size
     * @param shape of the network's examples
     * @param parameters of the network
     */
    public ImageScorer(NetworkSettings settings, ImageSettings images, ExampleShape shape, float[] parameters) {
        this.shape = shape;
        this.decoders = new DecoderPool(images.maxPixels());
        this.pipeline = new ImagePipeline(images, shape.height(), shape.width(), shape.channels());
        NativeThreads.set(settings.nativeThreads());
        Blueprint blueprint =
                new Blueprint(shape, settings.architecture().parameters(), Precision.FLOAT, 0, ImageLayers.FAST);
        this.configuration = Architectures.configure(settings.architecture(), blueprint);
        this.network = configuration.start();
        NativeFloats.put(parameters, network.parameters());
    }

    /**
     * Probabilities of the classes.
     *
     * @param encoded JPEG or PNG files, at least one
     * @return shape [images, classes]
     * @throws BadInputException if one cannot be decoded
     */
    public List<float[]> probabilities(List<byte[]> encoded) {
        float[] features = new float[Math.multiplyExact(encoded.size(), pipeline.length())];
        for (int i = 0; i < encoded.size(); i++) {
            try {
                pipeline.evaluation(decoders.decode(encoded.get(i)), features, i * pipeline.length());
            } catch (PictureException e) {
                throw new BadInputException("an image " + e.getMessage() + "; leave such rows out", e);
            }
        }
        Tensor images = new Tensor(features, encoded.size(), shape.height(), shape.width(), shape.channels());
        arrays.fill(configuration.order().of(new Minibatch(images, null, null, null)));
        try (INDArray outputs = network.outputs(arrays.features(), null, null)) {
            float[] values = NativeFloats.copyOf(outputs);
            int classes = values.length / encoded.size();
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < encoded.size(); i++) {
                rows.add(Arrays.copyOfRange(values, i * classes, (i + 1) * classes));
            }
            return rows;
        }
    }

    @Override
    public void close() {
        arrays.close();
        network.close();
        decoders.close();
    }
}
