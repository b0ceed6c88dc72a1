package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
     * @param slowest task's seconds of arithmetic
     * @param workers tasks that did arithmetic
     */
    public record Seconds(
            double draw,
            double read,
            double train,
            double write,
            double combine,
            double job,
            double slowest,
            int workers) {
        /**
         * The same from the seconds of each task.
         *
         * @param train seconds of arithmetic of each task; 0 for those that did none
         */
        static Seconds of(double draw, double read, DoubleStream train, double write, double combine, double job) {
            double[] each = train.filter(seconds -> seconds > 0).toArray();
            double sum = Arrays.stream(each).sum();
            double slowest = Arrays.stream(each).max().orElse(0);
            return new Seconds(draw, read, sum, write, combine, job, slowest, each.length);
        }

        /** How many times as long as the mean the slowest worker did arithmetic; NaN if none did. */
        public double skew() {
            return train > 0 ? slowest * workers / train : Double.NaN;
        }
    }
}
