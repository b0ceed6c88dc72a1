package io.cohort.worker.network.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws a code from the normal distribution whose means and log variances arrive: {@code z = μ + e^{½ log σ²} ε}, ε standard normal. To
 * the objective it adds the divergence from the standard normal distribution, {@code ½ Σ (σ² + μ² − 1 − log σ²)}. The
 * reparameterisation and the formula are of Kingma and Welling, ICLR 2014, sections 2.4 and B.
 */
public final class Sampling extends NoParamLayer {
    private static final long serialVersionUID = 1;

    private final int outputs;
    private final transient LatentDraws draws;

    private Sampling(int outputs, LatentDraws draws) {
        this.outputs = outputs;
        this.draws = draws;
    }

    /**
     * The layer.
     *
     * @param name of the layer
     * @param outputs numbers of a code; twice as many arrive: means, then log variances
     * @param draws the network's
     */
    public static Sampling of(String name, int outputs, LatentDraws draws) {
        Sampling layer = new Sampling(outputs, draws);
        layer.setLayerName(name);
        return layer;
    }

    /** The network's draws. */
    public LatentDraws draws() {
        return draws;
    }

    int outputs() {
        return outputs;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return NewLayer.prepared(new SamplingLayer(conf, type), conf, listeners, index, parameters, initialize);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        if (input.arrayElementsPerExample() != 2L * outputs) {
            throw new IllegalArgumentException("layer " + getLayerName() + " takes " + 2 * outputs + " numbers, but "
                    + input.arrayElementsPerExample() + " arrive");
        }
        return InputType.feedForward(outputs);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(
                        getLayerName(), ActivationLayer.class, input, InputType.feedForward(outputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 2L * outputs)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    @Override
    public Sampling clone() {
        return (Sampling) super.clone();
    }
}
