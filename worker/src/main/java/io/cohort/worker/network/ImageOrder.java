package io.cohort.worker.network;

import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** How a network of another program takes images. Other examples it takes as they are. */
enum ImageOrder {
    /** As [n, height, width, channels]. */
    CHANNELS_LAST {
        @Override
        Tensor of(Tensor images) {
            return images;
        }
    },
    /** As [n, channels, height, width], which is usual in DL4J. */
    CHANNELS_FIRST {
        @Override
        Tensor of(Tensor images) {
            int[] shape = images.shape();
            int channels = shape[3];
            int pixels = shape[1] * shape[2];
            float[] from = images.values();
            float[] to = new float[from.length];
            for (int at = 0; at < from.length; at++) {
                int pixel = at / channels;
                to[(pixel / pixels * channels + at % channels) * pixels + pixel % pixels] = from[at];
            }
            return new Tensor(to, shape[0], channels, shape[1], shape[2]);
        }
    },
    /** As rows of numbers, channel after channel. */
    FLAT {
        @Override
        Tensor of(Tensor images) {
            float[] values = CHANNELS_FIRST.of(images).values();
            return new Tensor(values, images.shape()[0], values.length / images.shape()[0]);
        }
    };

    private static final int IMAGE_AXES = 4;

    /**
     * Images in this order.
     *
     * @param images [n, height, width, channels]
     */
    abstract Tensor of(Tensor images);

    /** A minibatch whose images, if it has any, are in this order. */
    Minibatch of(Minibatch minibatch) {
        return minibatch.features().shape().length == IMAGE_AXES
                ? new Minibatch(
                        of(minibatch.features()), minibatch.labels(), minibatch.featureMask(), minibatch.labelMask())
                : minibatch;
    }

    /** The order that a network's first layer asks for. */
    static ImageOrder of(NetworkConfiguration configuration) {
        InputPreProcessor before = before(configuration);
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return FLAT;
        }
        if (before instanceof CnnToFeedForwardPreProcessor flattening) {
            return of(flattening.getFormat());
        }
        for (NeuralNetConfiguration each : configuration.layers()) {
            if (each.getLayer() instanceof ConvolutionLayer convolution) {
                return of(convolution.getCnn2dDataFormat());
            }
            if (each.getLayer() instanceof SubsamplingLayer pooling) {
                return of(pooling.getCnn2dDataFormat());
            }
        }
        return FLAT;
    }

    private static ImageOrder of(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? CHANNELS_LAST : CHANNELS_FIRST;
    }

    /** What stands before the first layer; null if nothing does. */
    private static InputPreProcessor before(NetworkConfiguration configuration) {
        if (configuration instanceof NetworkConfiguration.Sequential sequential) {
            return sequential.configuration().getInputPreProcess(0);
        }
        var graph = ((NetworkConfiguration.Graph) configuration).configuration();
        String input = graph.getNetworkInputs().get(0);
        return graph.getVertexInputs().entrySet().stream()
                .filter(vertex -> vertex.getValue().contains(input))
                .map(Map.Entry::getKey)
                .map(graph.getVertices()::get)
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getPreProcessor())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
