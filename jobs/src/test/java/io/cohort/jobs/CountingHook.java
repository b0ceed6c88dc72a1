package io.cohort.jobs;

import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counts the examples that workers of this process train on. */
final class CountingHook implements TrainingHook {
    private static final long serialVersionUID = 1L;

    static final AtomicInteger SEEN = new AtomicInteger();

    @Override
    public void preUpdate(DataSet minibatch, Model model) {}

    @Override
    public void postUpdate(DataSet minibatch, Model model) {
        SEEN.addAndGet(minibatch.numExamples());
    }

    @Override
    public void preUpdate(MultiDataSet minibatch, Model model) {}

    @Override
    public void postUpdate(MultiDataSet minibatch, Model model) {
        throw new IllegalStateException("a list of layers has DataSets");
    }
}
