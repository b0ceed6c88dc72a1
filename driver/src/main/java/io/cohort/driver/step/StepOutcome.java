package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import java.util.List;

/**
 * What a step made, before it is committed.
 *
 * @param next what comes after it
 * @param trained what was trained in it
 * @param blocks all blocks of the new state
 * @param rate learning rate at its end
 * @param seconds of its tasks by stage, and of the wait for its input
 */
public record StepOutcome(Position next, Counters trained, List<BlockReceipt> blocks, double rate, Seconds seconds) {
    /**
     * Where the time went; tasks' seconds are added up over tasks.
     *
     * @param draw the driver waited for the input to be drawn
     * @param read tasks read blocks and pairs
     * @param train tasks did arithmetic
     * @param write tasks wrote blocks
     * @param combine the driver waited for replicas to be combined; 0 for stratified steps, whose tasks' blocks are the state
     * @param job the driver waited for the tasks
     */
    public record Seconds(double draw, double read, double train, double write, double combine, double job) {}
}
