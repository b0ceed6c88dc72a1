package io.cohort.worker.network.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.worker.network.keras.Translation.Place;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

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
            default ->
                throw layer.refused("has padding " + layer.config().path("padding") + "; Cohort knows valid and same");
        };
    }

    static Place convolution(KerasLayer layer, Place from, Translation into) {
        requireImage(layer, from);
        if (layer.number("groups", 1) != 1) {
            throw layer.refused("has " + layer.config().path("groups") + " groups; Cohort knows one group");
        }
        boolean bias = layer.flag("use_bias", true);
        into.parameter(layer.name() + "/W", layer, "kernel", Arrangement.KERNELS);
        if (bias) {
            into.parameter(layer.name() + "/b", layer, "bias", Arrangement.SAME);
        }
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(layer.pair("kernel_size"));
        builder.name(layer.name());
        builder.nOut(layer.whole("filters"));
        builder.hasBias(bias);
        builder.dataFormat(CNN2DFormat.NHWC);
        builder.weightInit(Draws.of(layer));
        builder.activation(KerasActivations.of(layer, "activation"));
        builder.stride(layer.pair("strides", ONE));
        builder.dilation(layer.pair("dilation_rate", ONE));
        builder.convolutionMode(mode(layer));
        return into.add(builder.build(), from);
    }

    static Place normalisation(KerasLayer layer, Place from, Translation into) {
        JsonNode axis = layer.config().path("axis");
        int given = axis.isArray() ? axis.path(0).asInt() : axis.asInt(-1);
        int last = from.isImage() ? 3 : 1;
        if (from.isSequence() || axis.size() > 1 || given != -1 && given != last) {
            throw layer.refused(
                    "normalises along axis " + axis + "; Cohort normalises channels of images and columns of rows");
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
        Place pooled = into.add(
                new GlobalPoolingLayer.Builder(largest ? PoolingType.MAX : PoolingType.AVG)
                        .name(layer.name())
                        .build(),
                from);
        // DL4J says that a sequence comes out.
        return new Place(pooled.vertex(), InputType.feedForward(from.channels()));
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
