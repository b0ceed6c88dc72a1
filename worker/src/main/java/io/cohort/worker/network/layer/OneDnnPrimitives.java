package io.cohort.worker.network.layer;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/** The three primitives of a convolution of one shape; those of the backward passes are made when first asked for. */
final class OneDnnPrimitives implements AutoCloseable {
    private final NativeObjects objects = new NativeObjects();
    private final engine engine;
    private final stream stream;
    private final memory.desc images;
    private final memory.desc weights;
    private final memory.desc anyWeights;
    private final memory.desc bias;
    private final memory.desc output;
    private final long[] strides;
    private final long[] dilations;
    private final long[] before;
    private final long[] after;
    private final convolution_forward.primitive_desc hint;
    private final OneDnnPass forward;
    private OneDnnPass backwardWeights;
    private OneDnnPass backwardData;

    /**
     * @param in shape of the images, [minibatch, height, width, channels]
     * @param kernel shape of the weights, [channels out, channels in, height, width]
     */
    OneDnnPrimitives(
            engine engine, stream stream, ConvolutionGeometry geometry, long[] in, long[] kernel, boolean biased) {
        this.engine = engine;
        this.stream = stream;
        long[] vertical = geometry.padding(0, in[1]);
        long[] horizontal = geometry.padding(1, in[2]);
        strides = new long[] {geometry.stride()[0], geometry.stride()[1]};
        dilations = new long[] {geometry.dilation()[0] - 1, geometry.dilation()[1] - 1};
        before = new long[] {vertical[0], horizontal[0]};
        after = new long[] {vertical[1], horizontal[1]};
        images = layout(memory.format_tag.nhwc, in[0], in[3], in[1], in[2]);
        weights = layout(memory.format_tag.oihw, kernel);
        anyWeights = layout(memory.format_tag.any, kernel);
        bias = biased ? layout(memory.format_tag.x, kernel[0]) : objects.own(new memory.desc());
        output = layout(
                memory.format_tag.nhwc, in[0], kernel[0], geometry.outputSize(0, in[1]), geometry.outputSize(1, in[2]));
        hint = forwardDescription(geometry.rectified());
        forward = forwardPass(biased);
    }

    private memory.desc layout(memory.format_tag tag, long... sizes) {
        return objects.own(new memory.desc(sizes, memory.data_type.f32, tag));
    }

    private convolution_forward.primitive_desc forwardDescription(boolean rectified) {
        primitive_attr attributes = objects.own(new primitive_attr());
        if (rectified) {
            post_ops after = objects.own(new post_ops());
            after.append_eltwise(1, dnnl.dnnl_eltwise_relu, 0, 0);
            attributes.set_post_ops(after);
        }
        convolution_forward.desc description = objects.own(new convolution_forward.desc(
                dnnl.dnnl_forward_training,
                dnnl.dnnl_convolution_direct,
                images,
                anyWeights,
                bias,
                output,
                strides,
                dilations,
                before,
                this.after));
        return objects.own(new convolution_forward.primitive_desc(description, attributes, engine));
    }

    private OneDnnPass forwardPass(boolean biased) {
        OneDnnPass pass = new OneDnnPass(engine, stream, new convolution_forward(hint))
                .reads(dnnl.DNNL_ARG_SRC, images, objects.own(hint.src_desc()))
                .reads(dnnl.DNNL_ARG_WEIGHTS, weights, objects.own(hint.weights_desc()));
        if (biased) {
            pass.reads(dnnl.DNNL_ARG_BIAS, bias, bias);
        }
        return pass.writes(dnnl.DNNL_ARG_DST, output, objects.own(hint.dst_desc()));
    }

    /** Reads images, weights and, if there are any, biases; writes the output. */
    OneDnnPass forward() {
        return forward;
    }

    /** Reads images and errors; writes the gradients of the weights and, if there are any, of the biases. */
    OneDnnPass backwardWeights() {
        if (backwardWeights == null) {
            convolution_backward_weights.desc description = objects.own(new convolution_backward_weights.desc(
                    dnnl.dnnl_convolution_direct, images, anyWeights, bias, output, strides, dilations, before, after));
            convolution_backward_weights.primitive_desc chosen =
                    objects.own(new convolution_backward_weights.primitive_desc(description, engine, hint));
            backwardWeights = new OneDnnPass(engine, stream, new convolution_backward_weights(chosen))
                    .reads(dnnl.DNNL_ARG_SRC, images, objects.own(chosen.src_desc()))
                    .reads(dnnl.DNNL_ARG_DIFF_DST, output, objects.own(chosen.diff_dst_desc()))
                    .writes(dnnl.DNNL_ARG_DIFF_WEIGHTS, weights, objects.own(chosen.diff_weights_desc()));
            if (!bias.is_zero()) {
                backwardWeights.writes(dnnl.DNNL_ARG_DIFF_BIAS, bias, bias);
            }
        }
        return backwardWeights;
    }

    /** Reads errors and weights; writes the errors of the images. */
    OneDnnPass backwardData() {
        if (backwardData == null) {
            convolution_backward_data.desc description = objects.own(new convolution_backward_data.desc(
                    dnnl.dnnl_convolution_direct, images, anyWeights, output, strides, dilations, before, after));
            convolution_backward_data.primitive_desc chosen =
                    objects.own(new convolution_backward_data.primitive_desc(description, engine, hint));
            backwardData = new OneDnnPass(engine, stream, new convolution_backward_data(chosen))
                    .reads(dnnl.DNNL_ARG_DIFF_DST, output, objects.own(chosen.diff_dst_desc()))
                    .reads(dnnl.DNNL_ARG_WEIGHTS, weights, objects.own(chosen.weights_desc()))
                    .writes(dnnl.DNNL_ARG_DIFF_SRC, images, objects.own(chosen.diff_src_desc()));
        }
        return backwardData;
    }

    @Override
    public void close() {
        forward.close();
        if (backwardWeights != null) {
            backwardWeights.close();
        }
        if (backwardData != null) {
            backwardData.close();
        }
        objects.close();
    }
}
