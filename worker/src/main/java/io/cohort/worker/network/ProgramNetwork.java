package io.cohort.worker.network;

import io.cohort.worker.data.arrays.ArrayCatalog;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A DL4J network that belongs to a program, as the side that hands it to the workers and takes it back sees it. */
public final class ProgramNetwork {
    private final Model model;
    private final TrainedNetwork flat;
    private final MultiLayerConfiguration list;
    private final ComputationGraphConfiguration graph;

    private ProgramNetwork(
            Model model, TrainedNetwork flat, MultiLayerConfiguration list, ComputationGraphConfiguration graph) {
        this.model = model;
        this.flat = flat;
        this.list = list;
        this.graph = graph;
    }

    /**
     * A list of layers.
     *
     * @param network initialised; stays the program's
     * @throws io.cohort.worker.BadInputException if replicas of it cannot be averaged; names the layer
     */
    public static ProgramNetwork of(MultiLayerNetwork network) {
        MultiLayerConfiguration list = network.getLayerWiseConfigurations();
        Averageable.require(list);
        return new ProgramNetwork(network, new SequentialNetwork(network), list, null);
    }

    /**
     * A graph.
     *
     * @param network initialised; stays the program's
     * @throws io.cohort.worker.BadInputException if replicas of it cannot be averaged; names the layer
     */
    public static ProgramNetwork of(ComputationGraph network) {
        ComputationGraphConfiguration graph = network.getConfiguration();
        Averageable.require(graph);
        return new ProgramNetwork(network, new GraphNetwork(network), null, graph);
    }

    /** The network itself, for listeners. */
    public Model model() {
        return model;
    }

    /** Its configuration as DL4J writes it, counters included. */
    public String json() {
        return list == null ? graph.toJson() : list.toJson();
    }

    /** All parameters, a copy. */
    public float[] parameters() {
        return NativeFloats.copyOf(flat.parameters());
    }

    /** The state of the updater, a copy; of length 0 if it has none. */
    public float[] updaterState() {
        INDArray state = flat.updater().getStateViewArray();
        return state == null ? new float[0] : NativeFloats.copyOf(state);
    }

    /**
     * Overwrites both.
     *
     * @param parameters as many as there are
     * @param updaterState as many as there are
     */
    public void set(float[] parameters, float[] updaterState) {
        FlatState.put(flat, parameters, updaterState);
    }

    /** Updates that the network has seen. */
    public int iteration() {
        return list == null ? graph.getIterationCount() : list.getIterationCount();
    }

    /** Epochs that the network has seen. */
    public int epoch() {
        return list == null ? graph.getEpochCount() : list.getEpochCount();
    }

    /** Says how many updates the network has seen. */
    public void setIteration(int iteration) {
        flat.count(iteration, epoch());
    }

    /** Updates that one minibatch of some examples makes. */
    public int updates(ArrayCatalog examples) {
        return list == null ? Averageable.updates(graph, examples.time()) : Averageable.updates(list, examples.time());
    }

    /**
     * What builds a replica of it anywhere.
     *
     * @param examples what to train on
     * @param scope names what one executor keeps of the examples in memory
     * @param iterationsBefore added to the plan's
     * @param nativeThreads of each native operation
     * @param hooks called around each minibatch
     */
    public ConfiguredNetworkSpec spec(
            ArrayCatalog examples, String scope, long iterationsBefore, int nativeThreads, List<MinibatchHook> hooks) {
        return new ConfiguredNetworkSpec(
                list, graph, examples, scope, iterationsBefore, updates(examples), nativeThreads, hooks);
    }
}
