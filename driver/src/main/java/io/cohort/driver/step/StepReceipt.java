package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import java.io.Serializable;
import java.util.List;

/**
 * What a task of a step returns.
 *
 * @param blocks what it wrote
 * @param instances pairs or windows that it trained
 * @param loss sum of the loss terms that it looked at
 * @param lossTerms how many those were
 * @param readSeconds reading blocks and pairs
 * @param trainSeconds arithmetic
 * @param writeSeconds writing blocks
 */
public record StepReceipt(
        List<BlockReceipt> blocks,
        long instances,
        double loss,
        long lossTerms,
        double readSeconds,
        double trainSeconds,
        double writeSeconds)
        implements Serializable {
    public StepReceipt {
        blocks = new java.util.ArrayList<>(blocks);
    }
}
