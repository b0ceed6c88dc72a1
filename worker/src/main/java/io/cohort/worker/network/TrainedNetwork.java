package io.cohort.worker.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What Cohort asks of a DL4J network, be it sequential or a graph. Masks are null where there are none. */
interface TrainedNetwork extends AutoCloseable {
    /** All parameters, running statistics included, as one vector; the network's own. */
    INDArray parameters();

    /** Their gradients in the same order, summed over the minibatch; the network's own. */
    INDArray gradients();

    /** The same gradients by layer and parameter. */
    Gradient gradient();

    /** What turns gradients into changes. */
    BaseMultiLayerUpdater<?> updater();

    /** The layers in the order of their parameters. */
    List<Layer> layers();

    /** Sets what schedules inside the network depend on. */
    void count(int iteration, int epoch);

    /** Runs forward and backward in training mode: gradients are written, the loss goes to the network's {@link CountedLoss}. */
    void computeGradients(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask);

    /** Runs forward in training mode; the loss summed over the minibatch, with what regularisation adds. */
    double trainingLoss(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask);

    /** Time steps of a segment, beyond which gradients do not flow back; 0 if sequences are not cut. */
    int truncation();

    /** Forgets the state that recurrent layers carry from one segment to the next. */
    void clearState();

    /** Hands the state at a segment's end to the next segment. */
    void carryState();

    /** Lets go of the minibatch; what layers remember of it is gone. */
    void release();

    /**
     * Runs forward in inference mode.
     *
     * @return outputs; the caller's to close
     */
    INDArray outputs(INDArray features, INDArray featureMask, INDArray labelMask);

    /**
     * Runs forward in inference mode and tells what every layer puts out, by name, in the order of computation.
     *
     * @return detached from workspaces; left to the garbage collector
     */
    Map<String, INDArray> answers(INDArray features);

    /**
     * Runs forward in inference mode from the state that the steps before have left.
     *
     * @param features shape [n, channels, steps]
     * @return outputs, shape [n, classes, steps]; the caller's to close
     */
    INDArray next(INDArray features);

    /** Writes configuration and parameters as DL4J does; does not close the stream. */
    void write(OutputStream out) throws IOException;

    /** Frees native memory, the calling thread's workspaces with it. */
    @Override
    void close();
}
