package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.conf.ConfigurationException;

/** Into how many tasks a stratified step is cut. Changes the time that a run takes and nothing else. */
final class StepTasks {
    /** Share of the slots' time below which more, smaller tasks are worth their exchanges. */
    private static final double GOOD_USE = 0.85;
    /** Share of an executor's heap that the blocks being trained may take. */
    private static final double HEAP_SHARE = 0.4;

    private StepTasks() {}

    /**
     * The number of tasks for a cluster.
     *
     * @param cluster how many slots there are now, and their memory
     * @param blocks blocks a table
     * @param stateBytes bytes of both tables
     * @throws ConfigurationException if even the smallest tasks do not fit an executor's heap
     */
    static int of(Cluster cluster, int blocks, long stateBytes) {
        long memory = (long) (HEAP_SHARE * cluster.executorHeap()) / cluster.slotsAnExecutor();
        return of(cluster.slots(), blocks, stateBytes, memory);
    }

    /**
     * The number of tasks: a power of two; the smallest that fits the memory and keeps the slots busy.
     *
     * @param slots tasks that run at once
     * @param blocks blocks a table, a power of two
     * @param stateBytes bytes of both tables
     * @param memory bytes that a task's blocks may take
     */
    static int of(int slots, int blocks, long stateBytes, long memory) {
        int best = 0;
        double bestUse = 0;
        for (int tasks = 1; tasks <= blocks; tasks *= 2) {
            int rounds = (tasks + slots - 1) / slots;
            double use = (double) tasks / ((long) rounds * slots);
            if (stateBytes / tasks <= memory && use > bestUse) {
                best = tasks;
                bestUse = use;
                if (use >= GOOD_USE) {
                    break;
                }
            }
        }
        if (best == 0) {
            throw new ConfigurationException("a task trains at least one block of each table, " + stateBytes / blocks
                    + " bytes, but may take only " + memory
                    + " bytes of its executor's heap; raise spark.executor.memory (COHORT_MEMORY in local mode) or"
                    + " word-vectors.blocks");
        }
        return best;
    }
}
