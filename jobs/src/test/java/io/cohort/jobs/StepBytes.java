package io.cohort.jobs;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import scala.collection.JavaConverters;

/** Adds up the task results of the jobs that make steps, drawing and training, whenever Spark tells of them. */
final class StepBytes extends SparkListener {
    private final Set<Integer> stages = new HashSet<>();
    private long total;

    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        if (job.properties().getProperty("spark.job.description", "").startsWith("epoch ")) {
            JavaConverters.seqAsJavaListConverter(job.stageInfos()).asJava().stream()
                    .map(StageInfo::stageId)
                    .forEach(stages::add);
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (stages.contains(end.stageId())) {
            total += end.taskMetrics().resultSize();
        }
    }

    /** Bytes so far; all of them once the context is closed. */
    synchronized long total() {
        return total;
    }
}
