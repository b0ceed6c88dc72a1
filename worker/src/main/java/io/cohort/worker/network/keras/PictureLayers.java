package io.cohort.worker.network.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.worker.network.keras.Translation.Place;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Layers over images, channels last. */
final class PictureLayers {
    private static final int[] ONE = {1, 1};

    private PictureLayers() {}

    private static void requireImage(KerasLayer layer, Place from) {
        if (!from.isImage()) {
            throw layer.refused("gets " + from.type() + " instead of an image, which Cohort cannot train");
        }
        if (!layer.text("data_format", "channels_last").equals("channels_last")) {
            throw layer.refused("takes images channels first; build the model with data_format=\"channels_last\"");
        }
    }

    private static ConvolutionMode mode(KerasLayer layer) {
        return switch (layer.text("padding", "valid")) {
            case "valid" -> ConvolutionMode.Truncate;
            case "same" -> ConvolutionMode.Same;
            default -> throw layer.refused("has padding " + layer.config().path("padding") + "; Cohort knows valid and same");
        };
    }

    static Place convolution(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        if (layer.number("groups", 1) != 1) {
            throw layer.refused("has " + layer.config().path("groups") + " groups; Cohort knows one group");
        }
        boolean bias = layer.flag("use_bias", true);
        parameters(layer, layer.name(), "kernel", Arrangement.KERNELS, bias, into);
        ConvolutionLayer.Builder builder = convolution(layer, layer.name(), layer.pair("kernel_size"));
        builder.stride(layer.pair("strides", ONE));
        builder.dilation(layer.pair("dilation_rate", ONE));
        builder.convolutionMode(mode(layer));
        return into.add(builder.build(), from);
    }

    private static ConvolutionLayer.Builder convolution(KerasLayer layer, String name, int... kernel) {
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(kernel);
        builder.name(name);
        builder.nOut(layer.whole("filters"));
        builder.hasBias(layer.flag("use_bias", true));
        builder.dataFormat(CNN2DFormat.NHWC);
        builder.weightInit(Draws.of(layer));
        builder.activation(KerasActivations.of(layer, "activation"));
        return builder;
    }

    private static void parameters(
            KerasLayer layer, String name, String kernel, Arrangement arrangement, boolean bias, Translation into) {
        into.parameter(name + "/W", layer, kernel, arrangement);
        if (bias) {
            into.parameter(name + "/b", layer, "bias", Arrangement.SAME);
        }
    }

    static Place depthwise(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        boolean bias = layer.flag("use_bias", true);
        parameters(layer, layer.name(), "depthwise_kernel", Arrangement.SAME, bias, into);
        IActivation activation = KerasActivations.of(layer, "activation");
        return into.add(depthwise(layer, layer.name(), from, bias, activation), from);
    }

    private static DepthwiseConvolution2D depthwise(
            KerasLayer layer, String name, Place from, boolean bias, IActivation activation) {
        int times = (int) layer.number("depth_multiplier", 1);
        DepthwiseConvolution2D.Builder builder = new DepthwiseConvolution2D.Builder(layer.pair("kernel_size"));
        builder.depthMultiplier(times);
        builder.name(name);
        builder.nIn(from.channels());
        builder.nOut(times * from.channels());
        builder.hasBias(bias);
        builder.stride(layer.pair("strides", ONE));
        builder.dilation(layer.pair("dilation_rate", ONE));
        builder.convolutionMode(mode(layer));
        builder.dataFormat(CNN2DFormat.NHWC);
        builder.activation(activation);
        return builder.build();
    }

    /** A window for each channel, then one of 1 x 1 over all. */
    static Place separable(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        String each = layer.name() + "-depthwise";
        String all = layer.name() + "-pointwise";
        parameters(layer, each, "depthwise_kernel", Arrangement.SAME, false, into);
        parameters(layer, all, "pointwise_kernel", Arrangement.KERNELS, layer.flag("use_bias", true), into);
        Place between = into.add(depthwise(layer, each, from, false, new ActivationIdentity()), from);
        return into.add(convolution(layer, all, 1, 1).build(), between);
    }

    static Place normalisation(KerasLayer layer, Place from, Translation into) {
        JsonNode axis = layer.config().path("axis");
        int given = axis.isArray() ? axis.path(0).asInt() : axis.asInt(-1);
        int last = from.isImage() ? 3 : 1;
        if (from.isSequence() || axis.size() > 1 || given != -1 && given != last) {
            throw layer.refused("normalises along axis " + axis + "; Cohort normalises channels of images and columns of rows");
        }
        BatchNormalization normalisation = new BatchNormalization.Builder()
                .name(layer.name())
                .decay(layer.number("momentum", 0.99))
                .eps(layer.number("epsilon", 1e-3))
                .useLogStd(false)
                .dataFormat(CNN2DFormat.NHWC)
                .build();
        learned(layer, "scale", "gamma", 1, from, into);
        learned(layer, "center", "beta", 0, from, into);
        into.parameter(layer.name() + "/mean", layer, "moving_mean", Arrangement.SAME);
        into.parameter(layer.name() + "/var", layer, "moving_variance", Arrangement.SAME);
        return into.add(normalisation, from);
    }

    /** What a layer goes without begins as what changes nothing. */
    private static void learned(
            KerasLayer layer, String flag, String name, float neutral, Place from, Translation into) {
        if (layer.flag(flag, true)) {
            into.parameter(layer.name() + "/" + name, layer, name, Arrangement.SAME);
        } else {
            into.constant(layer.name() + "/" + name, neutral, from.channels());
        }
    }

    static Place pooling(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        int[] window = layer.pair("pool_size");
        return into.add(
                new SubsamplingLayer.Builder(
                                layer.type().startsWith("Max")
                                        ? SubsamplingLayer.PoolingType.MAX
                                        : SubsamplingLayer.PoolingType.AVG)
                        .name(layer.name())
                        .kernelSize(window)
                        .stride(layer.pair("strides", window))
                        .convolutionMode(mode(layer))
                        .dataFormat(CNN2DFormat.NHWC)
                        .build(),
                from);
    }

    static Place globalPooling(KerasLayer layer, Place from, Translation into) {
        if (from.isRow() || layer.flag("keepdims", false)) {
            throw layer.refused("gets rows or keeps dimensions, which Cohort cannot train");
        }
        boolean largest = layer.type().startsWith("GlobalMax");
        return into.add(
                new GlobalPoolingLayer.Builder(largest ? PoolingType.MAX : PoolingType.AVG)
                        .name(layer.name())
                        .build(),
                from);
    }

    static Place zeroPadding(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        JsonNode given = layer.config().path("padding");
        int[] rows = sides(given.isArray() ? given.path(0) : given);
        int[] columns = sides(given.isArray() ? given.path(1) : given);
        return into.add(
                new ZeroPaddingLayer.Builder(rows[0], rows[1], columns[0], columns[1])
                        .name(layer.name())
                        .dataFormat(CNN2DFormat.NHWC)
                        .build(),
                from);
    }

    /** One number for both sides, or one for each. */
    private static int[] sides(JsonNode given) {
        return given.isArray()
                ? new int[] {given.path(0).asInt(), given.path(1).asInt()}
                : new int[] {given.asInt(), given.asInt()};
    }
}
