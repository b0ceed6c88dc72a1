package io.cohort.jobs;

import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.device.Gpu;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** A task that tells its executor, its GPU and how CUDA would count GPUs. */
final class GpuReport implements TaskBody<Void, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<String> run(int task, Iterator<Void> none, TaskContext context) {
        String report =
                SparkEnv.get().executorId() + " " + Gpu.here().assigned() + " " + System.getenv("CUDA_DEVICE_ORDER");
        return List.of(report).iterator();
    }
}
