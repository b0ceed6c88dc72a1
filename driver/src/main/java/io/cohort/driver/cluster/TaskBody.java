package io.cohort.driver.cluster;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;

/**
 * What one task does.
 *
 * @param <I> what it reads from the shuffle, if it does
 * @param <O> what it returns
 */
@FunctionalInterface
public interface TaskBody<I, O> extends Serializable {
    /**
     * Runs on an executor.
     *
     * @param task index of the task within its job
     * @param input the partition of the parent that belongs to the task; empty without a parent
     * @param context Spark's view of this attempt
     * @return the elements of the task's partition
     * @throws Exception any failure; Spark tries the task again
     */
    Iterator<O> run(int task, Iterator<I> input, TaskContext context) throws Exception;
}
