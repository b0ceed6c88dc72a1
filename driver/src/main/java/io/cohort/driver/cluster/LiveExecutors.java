package io.cohort.driver.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.storage.BlockManagerId;
import scala.collection.JavaConverters;

/** The executors alive, and which of them a task would best run on. In local mode there are none to choose from. */
final class LiveExecutors extends SparkListener {
    private record Executor(String host, int cores) {}

    private final Map<String, Executor> alive = new TreeMap<>();

    LiveExecutors(SparkContext spark) {
        if (spark.isLocal()) {
            return;
        }
        int cores = spark.getConf().getInt("spark.executor.cores", 1);
        for (BlockManagerId id : JavaConverters.asJavaCollectionConverter(
                        spark.env().blockManager().master().getMemoryStatus().keySet())
                .asJavaCollection()) {
            if (!id.isDriver()) {
                alive.put(id.executorId(), new Executor(id.host(), cores));
            }
        }
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        alive.put(
                added.executorId(),
                new Executor(
                        added.executorInfo().executorHost(),
                        added.executorInfo().totalCores()));
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        alive.remove(removed.executorId());
    }

    synchronized int count() {
        return alive.size();
    }

    /** Cores of all executors, or the given number while none is known. */
    synchronized int cores(int unknown) {
        int sum = alive.values().stream().mapToInt(Executor::cores).sum();
        return sum > 0 ? sum : unknown;
    }

    /** One location a task: neighbouring tasks share an executor; empty names where there is nothing to choose. */
    synchronized List<String> spread(int tasks) {
        List<String> names = new ArrayList<>();
        alive.forEach((id, executor) -> names.add("executor_" + executor.host() + "_" + id));
        if (names.isEmpty()) {
            return Collections.nCopies(tasks, "");
        }
        List<String> locations = new ArrayList<>(tasks);
        for (int task = 0; task < tasks; task++) {
            locations.add(names.get((int) ((long) task * names.size() / tasks)));
        }
        return locations;
    }
}
