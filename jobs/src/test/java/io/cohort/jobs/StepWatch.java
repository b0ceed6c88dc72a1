package io.cohort.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import scala.collection.JavaConverters;

/** Watches the jobs that train strata or replicas: when their tasks start, and where they ran. */
final class StepWatch extends SparkListener {
    private static final Pattern TRAINS = Pattern.compile("train (strata|\\d+ replicas)");

    private final Map<Integer, Map<Integer, String>> executors = new TreeMap<>();
    private final IntConsumer onTask;

    StepWatch() {
        this(step -> {});
    }

    /** @param onTask takes the number of the step, counted from 0, when one of its tasks starts */
    StepWatch(IntConsumer onTask) {
        this.onTask = onTask;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        if (TRAINS.matcher(job.properties().getProperty("spark.job.description", ""))
                .find()) {
            // The stage that the job ends with was numbered last.
            int stage = JavaConverters.seqAsJavaListConverter(job.stageInfos()).asJava().stream()
                    .mapToInt(StageInfo::stageId)
                    .max()
                    .orElseThrow();
            executors.put(stage, new TreeMap<>());
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        if (executors.containsKey(start.stageId())) {
            onTask.accept(List.copyOf(executors.keySet()).indexOf(start.stageId()));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (executors.containsKey(end.stageId()) && end.taskInfo().successful()) {
            executors
                    .get(end.stageId())
                    .put(end.taskInfo().index(), end.taskInfo().executorId());
        }
    }

    /** For each step the executor of each task, by the task's number. */
    synchronized List<Map<Integer, String>> executorsOfSteps() {
        return new ArrayList<>(executors.values());
    }
}
