package io.cohort.worker.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network before it has parameters: a list of layers or a graph. */
sealed interface NetworkConfiguration {
    /** Layers as configured, not unwrapped. */
    List<NeuralNetConfiguration> layers();

    /**
     * Builds the network; its parameters are drawn from the configuration's seed.
     *
     * @return the caller's to close
     */
    TrainedNetwork start();

    /** As DL4J writes it. */
    String json();

    /** Decides what parameters are drawn, whatever the configuration said before. */
    default void setSeed(long seed) {
        layers().forEach(layer -> layer.setSeed(seed));
        if (this instanceof Graph graph) {
            // A graph draws by the seed of its default, not of its layers.
            graph.configuration().getDefaultConfiguration().setSeed(seed);
        }
    }

    /** What it learns to put out. */
    Target target();

    /** How it takes images. */
    ImageOrder order();

    /** Switches off what is random (dropout, noise) and what cuts sequences. */
    default void withoutChance() {
        for (NeuralNetConfiguration layer : layers()) {
            layer.getLayer().setIDropout(null);
        }
        eachLearning(layer -> {
            layer.setIDropout(null);
            layer.setWeightNoise(null);
        });
        if (this instanceof Sequential sequential) {
            sequential.configuration().setBackpropType(BackpropType.Standard);
        }
    }

    /** Calls for each layer that has an updater, wherever it is wrapped in another. */
    default void eachLearning(Consumer<BaseLayer> action) {
        for (NeuralNetConfiguration layer : layers()) {
            eachLearning(layer.getLayer(), action);
        }
    }

    /** Calls for a layer that has an updater, wherever it is wrapped in another. */
    static void eachLearning(Layer layer, Consumer<BaseLayer> action) {
        if (layer instanceof BaseLayer learning) {
            action.accept(learning);
        } else if (layer instanceof Bidirectional both) {
            eachLearning(both.getFwd(), action);
            eachLearning(both.getBwd(), action);
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            eachLearning(wrapper.getUnderlying(), action);
        } else if (layer instanceof FrozenLayer frozen) {
            eachLearning(frozen.getLayer(), action);
        }
    }

    /** A list of layers. */
    record Sequential(MultiLayerConfiguration configuration, Target target, ImageOrder order)
            implements NetworkConfiguration {
        /** One of ours. */
        Sequential(MultiLayerConfiguration configuration, Target target) {
            this(configuration, target, ImageOrder.CHANNELS_LAST);
        }

        @Override
        public List<NeuralNetConfiguration> layers() {
            return configuration.getConfs();
        }

        @Override
        public TrainedNetwork start() {
            MultiLayerNetwork network = new MultiLayerNetwork(configuration);
            network.init();
            return new SequentialNetwork(network);
        }

        @Override
        public String json() {
            return configuration.toJson();
        }
    }

    /** A graph with one input and one output. */
    record Graph(ComputationGraphConfiguration configuration, Target target, ImageOrder order)
            implements NetworkConfiguration {
        /** One of ours. */
        Graph(ComputationGraphConfiguration configuration, Target target) {
            this(configuration, target, ImageOrder.CHANNELS_LAST);
        }

        @Override
        public List<NeuralNetConfiguration> layers() {
            List<NeuralNetConfiguration> layers = new ArrayList<>();
            configuration.getVertices().values().forEach(vertex -> {
                if (vertex instanceof LayerVertex layer) {
                    layers.add(layer.getLayerConf());
                }
            });
            return layers;
        }

        @Override
        public TrainedNetwork start() {
            ComputationGraph network = new ComputationGraph(configuration);
            network.init();
            return new GraphNetwork(network);
        }

        @Override
        public String json() {
            return configuration.toJson();
        }
    }
}
