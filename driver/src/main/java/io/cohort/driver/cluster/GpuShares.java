package io.cohort.driver.cluster;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.device.Gpu;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * GPUs as Spark deals them out: one an executor, a share of it a task. Spark's keys alone say whether there are any.
 *
 * @param perTask share of a GPU that a task takes; 0 where tasks get none
 */
record GpuShares(double perTask) {
    private static final String GPU = "gpu";
    private static final String TASK = "spark.task.resource.gpu.amount";
    private static final String EXECUTOR = "spark.executor.resource.gpu.amount";

    /**
     * Reads and checks Spark's keys. In local mode this process takes the driver's GPU.
     *
     * @throws ConfigurationException if executors get more than one GPU, or local mode is asked for tasks' GPUs
     */
    static GpuShares of(JavaSparkContext spark) {
        SparkConf conf = spark.getConf();
        if (spark.sc().isLocal()) {
            requireNoTaskGpus(conf);
            ResourceInformation driver = spark.resources().get(GPU);
            if (driver != null) {
                Gpu.here().assign(List.of(driver.addresses()));
            }
            return new GpuShares(0);
        }
        double perTask = conf.getDouble(TASK, 0);
        if (perTask > 0 && !conf.get(EXECUTOR, "").equals("1")) {
            throw new ConfigurationException(
                    EXECUTOR, conf.get(EXECUTOR, ""), "1: an executor computes on one GPU; take an executor for each");
        }
        return new GpuShares(perTask);
    }

    /** Local mode would wait for ever for an executor that has one. */
    private static void requireNoTaskGpus(SparkConf conf) {
        if (conf.contains(TASK)) {
            throw new ConfigurationException(TASK + " is for executors in processes of their own, but spark.master is "
                    + conf.get("spark.master") + "; there take spark.driver.resource.gpu.amount = 1 and"
                    + " spark.driver.resource.gpu.discoveryScript, or spark.master = local-cluster[1,1,4096]");
        }
    }

    /** Tells this executor which GPU Spark gave to the task that runs here. */
    static void take(TaskContext context) {
        ResourceInformation given = context.resourcesJMap().get(GPU);
        if (given != null) {
            Gpu.here().assign(List.of(given.addresses()));
        }
    }

    /**
     * How many tasks run at once.
     *
     * @param byCores as many as the cores allow
     * @param executors that are alive; may be 0 while none is known
     */
    int slots(int byCores, int executors) {
        int byGpus = perTask == 0 || executors == 0 ? byCores : (int) (executors * Math.floor(1 / perTask));
        return Math.max(1, Math.min(byCores, byGpus));
    }
}
