package io.cohort.worker.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A graph of layers with one input and one output. */
final class GraphNetwork implements TrainedNetwork {
    private final ComputationGraph network;

    /** @param network initialised; from now on this one's */
    GraphNetwork(ComputationGraph network) {
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
        return network.getUpdater();
    }

    /** In topological order, which is that of the parameters. */
    @Override
    public List<Layer> layers() {
        return Arrays.stream(network.topologicalSortOrder())
                .mapToObj(vertex -> network.getVertices()[vertex])
                .filter(GraphVertex::hasLayer)
                .map(GraphVertex::getLayer)
                .toList();
    }

    @Override
    public void count(int iteration, int epoch) {
        network.getConfiguration().setIterationCount(iteration);
        network.getConfiguration().setEpochCount(epoch);
    }

    @Override
    public void computeGradients(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        network.setInputs(features);
        network.setLabels(labels);
        network.setLayerMaskArrays(masks(featureMask), masks(labelMask));
        network.computeGradientAndScore();
        network.clearLayerMaskArrays();
    }

    private static INDArray[] masks(INDArray mask) {
        return mask == null ? null : new INDArray[] {mask};
    }

    @Override
    public double trainingLoss(INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        return network.score(new DataSet(features, labels, featureMask, labelMask), true) * features.size(0);
    }

    /** Graphs see whole sequences. */
    @Override
    public int truncation() {
        return 0;
    }

    @Override
    public void clearState() {
        network.rnnClearPreviousState();
    }

    @Override
    public void carryState() {
        throw new IllegalStateException("a graph does not cut sequences");
    }

    @Override
    public INDArray outputs(INDArray features, INDArray featureMask, INDArray labelMask) {
        return network.output(false, new INDArray[] {features}, masks(featureMask), masks(labelMask))[0];
    }

    @Override
    public Map<String, INDArray> answers(INDArray features) {
        Map<String, INDArray> all = network.feedForward(features, false);
        Map<String, INDArray> answers = new LinkedHashMap<>();
        for (int vertex : network.topologicalSortOrder()) {
            GraphVertex computed = network.getVertices()[vertex];
            if (computed.hasLayer() && all.containsKey(computed.getVertexName())) {
                answers.put(computed.getVertexName(), all.get(computed.getVertexName()));
            }
        }
        network.clearLayersStates();
        return answers;
    }

    @Override
    public INDArray next(INDArray features) {
        return network.rnnTimeStep(features)[0];
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
