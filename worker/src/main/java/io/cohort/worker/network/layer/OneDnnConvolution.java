package io.cohort.worker.network.layer;

import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Calls oneDNN directly: primitives are made once for each shape of input, arrays are read and written where they lie, ReLU runs
 * inside the convolution, and the errors of the images are computed only where somebody needs them. ND4J's own way through the
 * same library reorders every array several times.
 */
final class OneDnnConvolution implements ConvolutionArithmetic {
    /** Shapes to keep primitives for: a full minibatch, the last of an epoch, and the same in evaluation. */
    private static final int SHAPES = 4;

    private final ConvolutionGeometry geometry;
    private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    private final stream stream = new stream(engine);
    private final Map<List<Long>, OneDnnPrimitives> primitives = new LinkedHashMap<>(SHAPES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Long>, OneDnnPrimitives> eldest) {
            return size() > SHAPES;
        }
    };

    OneDnnConvolution(ConvolutionGeometry geometry) {
        this.geometry = geometry;
    }

    @Override
    public void forward(INDArray images, INDArray weights, INDArray bias, INDArray output) {
        OneDnnPass pass = of(images, weights, bias).forward();
        if (bias == null) {
            pass.run(images, weights, output);
        } else {
            pass.run(images, weights, bias, output);
        }
        Reference.reachabilityFence(images);
        Reference.reachabilityFence(output);
    }

    @Override
    public void backward(INDArray images, INDArray weights, INDArray bias, INDArray delta, Gradients gradients) {
        OneDnnPrimitives shaped = of(images, weights, bias);
        if (bias == null) {
            shaped.backwardWeights().run(images, delta, gradients.weights());
        } else {
            shaped.backwardWeights().run(images, delta, gradients.weights(), gradients.bias());
        }
        if (gradients.below() != null) {
            shaped.backwardData().run(delta, weights, gradients.below());
        }
        Reference.reachabilityFence(images);
        Reference.reachabilityFence(delta);
    }

    private OneDnnPrimitives of(INDArray images, INDArray weights, INDArray bias) {
        List<Long> shape = List.of(images.size(0), images.size(1), images.size(2));
        OneDnnPrimitives known = primitives.get(shape);
        if (known == null) {
            known = new OneDnnPrimitives(engine, stream, geometry, images.shape(), weights.shape(), bias != null);
            primitives.put(shape, known);
        }
        return known;
    }
}
