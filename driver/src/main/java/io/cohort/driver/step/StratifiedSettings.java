package io.cohort.driver.step;

import io.cohort.driver.plan.StratifiedPlan;
import io.cohort.worker.embedding.KernelSettings;
import java.io.Serializable;

/**
 * What stratified steps need to know of the conf.
 *
 * @param plan blocks and passes
 * @param epochs epochs of the run
 * @param seed the run's seed
 * @param dimension numbers a vector
 * @param window words on each side
 * @param negatives negatives a group
 * @param group pairs a group
 * @param subsample share of the corpus above which words are thinned out
 * @param rate learning rate at the start
 * @param floorShare share of it below which the rate does not fall
 * @param kernel name of the kernel, as {@code word-vectors.kernel} takes it
 */
public record StratifiedSettings(
        StratifiedPlan plan,
        int epochs,
        long seed,
        int dimension,
        int window,
        int negatives,
        int group,
        double subsample,
        double rate,
        double floorShare,
        String kernel)
        implements Serializable {
    /** The same with the rates that are left after roll-backs. */
    StratifiedSettings after(RollBacks rollBacks) {
        return new StratifiedSettings(
                plan,
                epochs,
                seed,
                dimension,
                window,
                negatives,
                group,
                subsample,
                rate * rollBacks.factor(),
                floorShare,
                kernel);
    }

    KernelSettings kernelSettings() {
        return new KernelSettings(dimension, negatives, group);
    }

    double rateAt(int epoch, int pass, int stratum) {
        return plan.rateAt(rate, epochs, epoch, pass, stratum);
    }
}
