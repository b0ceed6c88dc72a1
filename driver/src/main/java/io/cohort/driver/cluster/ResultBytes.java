package io.cohort.driver.cluster;

import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up the serialized results that tasks sent to the driver. */
final class ResultBytes extends SparkListener {
    private final LongAdder total = new LongAdder();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskMetrics() != null) {
            total.add(end.taskMetrics().resultSize());
        }
    }

    long total() {
        return total.sum();
    }
}
