package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network with a layer whose gradient is wrong, checked. In this package, for only a conf makes networks elsewhere. */
public final class WrongNetwork {
    private WrongNetwork() {}

    /** Its derivative is a tenth too large. */
    static final class WrongTanH extends ActivationTanH {
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return new Pair<>(super.backprop(in, epsilon).getFirst().muli(1.1), null);
        }
    }

    /** The groups {@code wrong/W} and {@code wrong/b} are wrong, all others right. */
    public static GradientReport check() {
        ExampleShape shape = new ExampleShape(Kind.TABLE, 1, 1, 5, 1, 3, false);
        return new GradientCheck(
                        precision -> new LayerList(new Blueprint(shape, Map.of(), precision, 1, ImageLayers.FAST))
                                .add(new DenseLayer.Builder()
                                        .name("wrong")
                                        .nOut(4)
                                        .activation(new WrongTanH())
                                        .build())
                                .dense("right", 4, 0)
                                .classes(0)
                                .build(),
                        RandomExamples.of(shape, 4, 1),
                        1,
                        10)
                .run();
    }
}
