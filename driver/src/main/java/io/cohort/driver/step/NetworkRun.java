package io.cohort.driver.step;

import io.cohort.driver.plan.NetworkPlan;
import io.cohort.driver.plan.RateSchedule;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.Stages;
import java.io.Serializable;

/**
 * What averaging steps of networks need to know of the conf.
 *
 * @param seed the run's seed
 * @param epochs epochs of the run
 * @param plan how an epoch's examples are dealt
 * @param schedule the learning rate of every minibatch
 * @param outer what is done with the replicas' mean
 * @param stages of the run; the schedule is that of each
 */
public record NetworkRun(long seed, int epochs, NetworkPlan plan, RateSchedule schedule, OuterStep outer, Stages stages)
        implements Serializable {
    /** The same with the rates that are left after roll-backs. */
    NetworkRun after(RollBacks rollBacks) {
        return new NetworkRun(seed, epochs, plan, schedule.times(rollBacks.factor()), outer, stages);
    }
}
