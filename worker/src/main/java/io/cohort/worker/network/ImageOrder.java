package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** How a network takes images. Other examples it takes as they are. */
enum ImageOrder {
    /** As [n, height, width, channels]. */
    CHANNELS_LAST {
        @Override
        Tensor of(Tensor images) {
            return images;
        }

        @Override
        InputType images(ExampleShape shape) {
            return InputType.convolutional(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NHWC);
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

        @Override
        InputType images(ExampleShape shape) {
            return InputType.convolutional(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NCHW);
        }
    },
    /** As rows of numbers, channel after channel. */
    FLAT {
        @Override
        Tensor of(Tensor images) {
            float[] values = CHANNELS_FIRST.of(images).values();
            return new Tensor(values, images.shape()[0], values.length / images.shape()[0]);
        }

        @Override
        InputType images(ExampleShape shape) {
            return InputType.feedForward((long) shape.height() * shape.width() * shape.channels());
        }
    };

    private static final int IMAGE_AXES = 4;

    /**
     * Images in this order.
     *
     * @param images [n, height, width, channels]
     */
    abstract Tensor of(Tensor images);

    /** What arrives at the first layer where the examples are images. */
    abstract InputType images(ExampleShape shape);

    /** What arrives at the first layer. */
    InputType type(ExampleShape shape) {
        return switch (shape.kind()) {
            case IMAGE -> images(shape);
            case TABLE -> InputType.feedForward(shape.channels());
            case SEQUENCE -> InputType.recurrent(shape.channels(), shape.time(), RNNFormat.NCW);
        };
    }

    /** A minibatch whose images, if it has any, are in this order. */
    Minibatch of(Minibatch minibatch) {
        return minibatch.features().shape().length == IMAGE_AXES
                ? new Minibatch(
                        of(minibatch.features()), minibatch.labels(), minibatch.featureMask(), minibatch.labelMask())
                : minibatch;
    }

    /** The order that a list of layers asks for. */
    static ImageOrder of(MultiLayerConfiguration list) {
        return of(
                list.getInputPreProcess(0),
                list.getConfs().stream().map(NeuralNetConfiguration::getLayer).toList(),
                list.getInputPreProcessors().values().stream());
    }

    /** The order that a graph with one input asks for. */
    static ImageOrder of(ComputationGraphConfiguration graph) {
        String input = graph.getNetworkInputs().get(0);
        InputPreProcessor before = graph.getVertexInputs().entrySet().stream()
                .filter(vertex -> vertex.getValue().contains(input))
                .map(vertex -> between(graph.getVertices().get(vertex.getKey())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        List<Layer> layers = graph.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
                .toList();
        return of(
                before,
                layers,
                graph.getVertices().values().stream().map(ImageOrder::between).filter(Objects::nonNull));
    }

    /** What a vertex does to its input first; null if nothing. */
    private static InputPreProcessor between(GraphVertex vertex) {
        if (vertex instanceof PreprocessorVertex alone) {
            return alone.getPreProcessor();
        }
        return vertex instanceof LayerVertex layer ? layer.getPreProcessor() : null;
    }

    /**
     * @param before what stands before the first layer; null if nothing does
     * @param between what stands before any layer
     */
    private static ImageOrder of(InputPreProcessor before, List<Layer> layers, Stream<InputPreProcessor> between) {
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return FLAT;
        }
        if (before instanceof CnnToFeedForwardPreProcessor flattening) {
            return of(flattening.getFormat());
        }
        for (Layer layer : layers) {
            if (layer instanceof ConvolutionLayer convolution) {
                return of(convolution.getCnn2dDataFormat());
            }
            if (layer instanceof SubsamplingLayer pooling) {
                return of(pooling.getCnn2dDataFormat());
            }
        }
        return between.filter(CnnToFeedForwardPreProcessor.class::isInstance)
                .map(flattening -> of(((CnnToFeedForwardPreProcessor) flattening).getFormat()))
                .findFirst()
                .orElse(FLAT);
    }

    private static ImageOrder of(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? CHANNELS_LAST : CHANNELS_FIRST;
    }
}
