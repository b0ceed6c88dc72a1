package io.cohort.driver.dl4j;

import io.cohort.worker.network.MinibatchHook;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A hook of DL4J's on the workers: lists of layers show it a DataSet, graphs a MultiDataSet, as DL4J's master does it. */
final class HookOnWorker implements MinibatchHook {
    private static final long serialVersionUID = 1L;

    private final TrainingHook hook;

    HookOnWorker(TrainingHook hook) {
        this.hook = hook;
    }

    @Override
    public void before(MultiDataSet minibatch, Model network) {
        if (network instanceof ComputationGraph) {
            hook.preUpdate(minibatch, network);
        } else {
            hook.preUpdate(single(minibatch), network);
        }
    }

    @Override
    public void after(MultiDataSet minibatch, Model network) {
        if (network instanceof ComputationGraph) {
            hook.postUpdate(minibatch, network);
        } else {
            hook.postUpdate(single(minibatch), network);
        }
    }

    private static DataSet single(MultiDataSet minibatch) {
        return new DataSet(
                minibatch.getFeatures(0),
                minibatch.getLabels(0),
                minibatch.getFeaturesMaskArray(0),
                minibatch.getLabelsMaskArray(0));
    }
}
