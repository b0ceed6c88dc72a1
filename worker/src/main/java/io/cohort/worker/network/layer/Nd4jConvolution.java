package io.cohort.worker.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's operations: any type and backend. Used for double precision and on GPUs. */
final class Nd4jConvolution implements ConvolutionArithmetic {
    private final ConvolutionGeometry geometry;
    private final OpContext forward;
    private final OpContext backward;

    Nd4jConvolution(ConvolutionGeometry geometry) {
        this.geometry = geometry;
        forward = context();
        backward = context();
    }

    @Override
    public void forward(INDArray images, INDArray weights, INDArray bias, INDArray output) {
        List<INDArray> inputs = new ArrayList<>(List.of(images, weights));
        if (bias != null) {
            inputs.add(bias);
        }
        run(forward, new Conv2D(), inputs, List.of(output));
        if (geometry.rectified()) {
            Nd4j.getExecutioner().exec(new RectifiedLinear(output, output));
        }
    }

    @Override
    public void backward(INDArray images, INDArray weights, INDArray bias, INDArray delta, Gradients gradients) {
        INDArray below = gradients.below() == null ? images.ulike() : gradients.below();
        List<INDArray> inputs = new ArrayList<>(List.of(images, weights));
        List<INDArray> outputs = new ArrayList<>(List.of(below, gradients.weights()));
        if (bias != null) {
            inputs.add(bias);
            outputs.add(gradients.bias());
        }
        inputs.add(delta);
        run(backward, new Conv2DDerivative(), inputs, outputs);
    }

    private static void run(OpContext context, CustomOp op, List<INDArray> inputs, List<INDArray> outputs) {
        context.purge();
        for (int i = 0; i < inputs.size(); i++) {
            context.setInputArray(i, inputs.get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            context.setOutputArray(i, outputs.get(i));
        }
        Nd4j.exec(op, context);
        context.purge();
    }

    /** A context for either direction: both take the same integers. */
    private OpContext context() {
        OpContext context = Nd4j.getExecutioner().buildContext();
        int[] kernel = geometry.kernel();
        int[] stride = geometry.stride();
        int[] padding = geometry.padding();
        int[] dilation = geometry.dilation();
        int same = geometry.same() ? 1 : 0; // the library then computes the padding itself
        int channelsLast = 1;
        int weightOrder = 1; // [output channels, input channels, height, width]
        context.setIArguments(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                dilation[0],
                dilation[1],
                same,
                channelsLast,
                weightOrder);
        return context;
    }
}
