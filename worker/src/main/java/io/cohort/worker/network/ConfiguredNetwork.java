package io.cohort.worker.network;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A DL4J network that trains as it does in a program: by its own {@code fit}.
 *
 * @param model the network
 * @param flat its parameters and what else Cohort asks of it
 * @param trainer trains it on a minibatch
 * @param scorer the mean loss of a minibatch in inference mode, with what regularisation adds
 */
record ConfiguredNetwork(Model model, TrainedNetwork flat, Trainer trainer, Scorer scorer) {
    /** Trains. */
    @FunctionalInterface
    interface Trainer {
        void fit(MultiDataSet minibatch);
    }

    /** Scores. */
    @FunctionalInterface
    interface Scorer {
        double score(MultiDataSet minibatch);
    }

    static ConfiguredNetwork of(MultiLayerNetwork network) {
        return new ConfiguredNetwork(
                network,
                new SequentialNetwork(network),
                minibatch -> network.fit(single(minibatch)),
                minibatch -> network.score(single(minibatch), false));
    }

    static ConfiguredNetwork of(ComputationGraph network) {
        return new ConfiguredNetwork(
                network, new GraphNetwork(network), network::fit, minibatch -> network.score(minibatch, false));
    }

    /** A list of layers has one input and one output. */
    private static DataSet single(MultiDataSet minibatch) {
        return new DataSet(
                minibatch.getFeatures(0),
                minibatch.getLabels(0),
                minibatch.getFeaturesMaskArray(0),
                minibatch.getLabelsMaskArray(0));
    }
}
