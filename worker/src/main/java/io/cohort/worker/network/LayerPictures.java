package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network over images looks for and sees, as PNG files.
 *
 * @param firstLayer name and size of the first convolution; null if there is none
 * @param filters of it, at most 64
 * @param image the example that the layers were shown
 * @param answers of the layers that answer with planes, in the order of computation
 */
public record LayerPictures(String firstLayer, List<byte[]> filters, byte[] image, List<Answer> answers)
        implements Serializable {
    private static final int FILTERS = 64;
    private static final int CHANNELS = 16;
    private static final int LAYERS = 24;
    private static final int IMAGE_AXES = 4;

    /**
     * What one layer answers.
     *
     * @param name of the layer
     * @param shape height × width × channels
     * @param planes its first channels, at most 16
     */
    public record Answer(String name, String shape, List<byte[]> planes) implements Serializable {}

    /**
     * Draws them.
     *
     * @param settings of the network
     * @param source its examples, which must be images
     * @param example number of the one that the layers are shown
     * @param parameters of the network
     * @throws IOException if the example cannot be read
     */
    public static LayerPictures of(NetworkSettings settings, ExampleSource source, int example, float[] parameters)
            throws IOException {
        ExampleShape shape = source.catalog().shape();
        Blueprint blueprint =
                new Blueprint(shape, settings.architecture().parameters(), Precision.FLOAT, 0, ImageLayers.FAST);
        NetworkConfiguration configuration = Architectures.configure(settings.architecture(), blueprint);
        Minibatch shown = source.evaluation(new int[] {example});
        try (TrainedNetwork network = configuration.start();
                NativeMinibatch arrays = new NativeMinibatch(Precision.FLOAT.type())) {
            NativeFloats.put(parameters, network.parameters());
            arrays.fill(configuration.order().of(shown));
            List<byte[]> filters = new ArrayList<>();
            String first = filters(network, filters);
            return new LayerPictures(
                    first,
                    filters,
                    image(shown.features().values(), shape),
                    answers(network.answers(arrays.features()), configuration.order()));
        }
    }

    /**
     * Some examples as pictures.
     *
     * @param source whose examples are images
     * @param examples their numbers
     * @throws IOException if one cannot be read
     */
    public static List<byte[]> images(ExampleSource source, int[] examples) throws IOException {
        ExampleShape shape = source.catalog().shape();
        int numbers = shape.height() * shape.width() * shape.channels();
        float[] values = source.evaluation(examples).features().values();
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < examples.length; i++) {
            images.add(image(Arrays.copyOfRange(values, i * numbers, (i + 1) * numbers), shape));
        }
        return images;
    }

    private static byte[] image(float[] values, ExampleShape shape) {
        return Planes.image(values, shape.height(), shape.width(), shape.channels());
    }

    private static String filters(TrainedNetwork network, List<byte[]> filters) {
        for (Layer layer : network.layers()) {
            if (layer instanceof ConvolutionLayer) {
                INDArray weights = layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
                long[] shape = weights.shape();
                float[] all = NativeFloats.copyOf(weights);
                int plane = Math.toIntExact(shape[2] * shape[3]);
                int channels = Math.toIntExact(shape[1]);
                for (int filter = 0; filter < Math.min(FILTERS, shape[0]); filter++) {
                    filters.add(filter(all, filter * channels * plane, channels, (int) shape[2], (int) shape[3]));
                }
                return layer.conf().getLayer().getLayerName() + ": " + shape[0] + " filters of " + shape[2] + " × "
                        + shape[3] + " over " + channels + (channels == 1 ? " channel" : " channels");
            }
        }
        return null;
    }

    /** From [channels, height, width]. */
    private static byte[] filter(float[] all, int from, int channels, int height, int width) {
        float[] last = new float[channels * height * width];
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < height * width; pixel++) {
                last[pixel * channels + channel] = all[from + channel * height * width + pixel];
            }
        }
        return Planes.image(last, height, width, channels);
    }

    private static List<Answer> answers(Map<String, INDArray> activations, ImageOrder order) {
        List<Answer> answers = new ArrayList<>();
        activations.forEach((name, activation) -> {
            if (activation.rank() == IMAGE_AXES && answers.size() < LAYERS) {
                boolean last = order == ImageOrder.CHANNELS_LAST;
                int height = Math.toIntExact(activation.size(last ? 1 : 2));
                int width = Math.toIntExact(activation.size(last ? 2 : 3));
                int channels = Math.toIntExact(activation.size(last ? 3 : 1));
                float[] values = NativeFloats.copyOf(activation);
                List<byte[]> planes = new ArrayList<>();
                for (int channel = 0; channel < Math.min(CHANNELS, channels); channel++) {
                    planes.add(
                            last
                                    ? Planes.grey(values, channel, channels, height, width)
                                    : Planes.grey(values, channel * height * width, 1, height, width));
                }
                answers.add(new Answer(name, height + " × " + width + " × " + channels, planes));
            }
        });
        return answers;
    }
}
