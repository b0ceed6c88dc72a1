package io.cohort.driver.step;

import io.cohort.worker.embedding.CombiningRule;
import io.cohort.worker.embedding.WordLoss;
import io.cohort.worker.embedding.WordModel;
import java.io.Serializable;

/**
 * What averaging steps of word vectors need to know of the conf.
 *
 * @param model skip-gram or CBOW
 * @param loss negative sampling or hierarchical softmax
 * @param blocks blocks a table
 * @param steps steps an epoch
 * @param replicas R
 * @param epochs epochs of the run
 * @param seed the run's seed
 * @param dimension numbers a vector
 * @param window words on each side
 * @param negatives words drawn against each centre
 * @param subsample share of the corpus above which words are thinned out
 * @param rate learning rate at the start
 * @param floorShare share of it below which the rate does not fall
 * @param agreement whether replicas' agreement counts when rows are combined, or their touches alone
 * @param tau touches a replica from which on a row's change is no longer the sum
 * @param kernel name of the kernel, as {@code word-vectors.kernel} takes it
 */
public record AveragingRun(
        WordModel model,
        WordLoss loss,
        int blocks,
        int steps,
        int replicas,
        int epochs,
        long seed,
        int dimension,
        int window,
        int negatives,
        double subsample,
        double rate,
        double floorShare,
        boolean agreement,
        double tau,
        String kernel)
        implements Serializable {
    /** The same with the rates that are left after roll-backs. */
    AveragingRun after(RollBacks rollBacks) {
        return new AveragingRun(
                model,
                loss,
                blocks,
                steps,
                replicas,
                epochs,
                seed,
                dimension,
                window,
                negatives,
                subsample,
                rate * rollBacks.factor(),
                floorShare,
                agreement,
                tau,
                kernel);
    }

    io.cohort.worker.embedding.AveragingSettings settings() {
        return new io.cohort.worker.embedding.AveragingSettings(
                model, loss, dimension, blocks, window, negatives, subsample);
    }

    CombiningRule rule() {
        return agreement ? CombiningRule.agreementAware(tau) : CombiningRule.touchAware(tau);
    }

    /** The rate after a number of steps of an epoch: linear over the run, with a floor. */
    double rateAt(int epoch, int step) {
        double done = ((double) epoch * steps + step) / ((double) epochs * steps);
        return rate * Math.max(floorShare, 1 - done);
    }
}
