package io.cohort.worker.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A list of layers. */
final class SequentialNetwork implements TrainedNetwork {
    private final MultiLayerNetwork network;

    /** @param network initialised; from now on this one's */
    SequentialNetwork(MultiLayerNetwork network) {
        this.network = network;
        network.initGradientsView();
    }

    @Override
    public INDArray parameters() {
        return network.params().reshape(network.numParams());
    }

    @Override
    public INDArray gradients() {
        return network.getGradientsViewArray().reshape(network.numParams());
    }

    @Override
    public Gradient gradient() {
        return network.gradient();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }

    @Override
    public List<Layer> layers() {
        return List.of(network.getLayers());
    }

    @Override
    public void count(int iteration, int epoch) {
        network.getLayerWiseConfigurations().setIterationCount(iteration);
        network.getLayerWiseConfigurations().setEpochCount(epoch);
    }

    @Override
    public void computeGradients(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        network.setInput(features);
        network.setLabels(labels);
        network.setLayerMaskArrays(featureMask, labelMask);
        network.computeGradientAndScore();
        network.clearLayerMaskArrays();
    }

    @Override
    public double trainingLoss(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        return network.score(new DataSet(features, labels, featureMask, labelMask), true) * features.size(0);
    }

    @Override
    public int truncation() {
        return network.getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT
                ? network.getLayerWiseConfigurations().getTbpttFwdLength()
                : 0;
    }

    @Override
    public void clearState() {
        network.rnnClearPreviousState();
    }

    @Override
    public void carryState() {
        network.updateRnnStateWithTBPTTState();
    }

    @Override
    public INDArray outputs(INDArray features, INDArray featureMask, INDArray labelMask) {
        return network.output(features, false, featureMask, labelMask);
    }

    /**
     * Runs forward in inference mode through the first layers.
     *
     * @param count how many layers, at least 1
     * @return what the last of them puts out, row-major
     */
    float[] activations(int count, INDArray features) {
        List<INDArray> all = network.feedForwardToLayer(count - 1, features, false);
        float[] last = NativeFloats.copyOf(all.get(count));
        // The first is the features themselves.
        all.subList(1, all.size()).forEach(INDArray::close);
        network.clearLayersStates();
        return last;
    }

    @Override
    public Map<String, INDArray> answers(INDArray features) {
        List<INDArray> all = network.feedForward(features, false);
        Map<String, INDArray> answers = new LinkedHashMap<>();
        for (int i = 1; i < all.size(); i++) {
            answers.put(network.getLayer(i - 1).conf().getLayer().getLayerName(), all.get(i));
        }
        network.clearLayersStates();
        return answers;
    }

    @Override
    public INDArray next(INDArray features) {
        return network.rnnTimeStep(features);
    }

    @Override
    public void release() {
        network.clearLayersStates();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelSerializer.writeModel(network, out, false);
    }

    @Override
    public void close() {
        network.close();
    }
}
