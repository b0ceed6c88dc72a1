package io.cohort.driver.step;

import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.replica.ReplicaPool;
import io.cohort.worker.replica.ReplicaSpec;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * The replicas of a run as its tasks find them: built from the broadcast spec once an executor slot.
 *
 * @param files the run's directory
 * @param spec what is built, as {@link JavaBytes} has it
 * @param purpose names the pool within the run: training, validation
 */
public record NetworkReplicas(RunFiles files, Broadcast<byte[]> spec, String purpose) implements Serializable {
    /** This executor's. */
    public ReplicaPool here() {
        return files.scope()
                .once(
                        "replicas " + purpose,
                        () -> new ReplicaPool(JavaBytes.read(spec.value(), ReplicaSpec.class), files.hadoop()));
    }
}
