package io.cohort.bench.dl4j;

import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counts what the workers of a local Spark train on, whichever master deals it out. */
final class CountedExamples implements TrainingHook {
    private static final long serialVersionUID = 1L;

    static final AtomicLong SEEN = new AtomicLong();

    @Override
    public void preUpdate(DataSet minibatch, Model model) {}

    @Override
    public void postUpdate(DataSet minibatch, Model model) {
        SEEN.addAndGet(minibatch.getFeatures().size(0));
    }

    @Override
    public void preUpdate(MultiDataSet minibatch, Model model) {}

    @Override
    public void postUpdate(MultiDataSet minibatch, Model model) {
        SEEN.addAndGet(minibatch.getFeatures(0).size(0));
    }
}
