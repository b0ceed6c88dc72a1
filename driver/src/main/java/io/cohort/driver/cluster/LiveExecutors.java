package io.cohort.driver.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockManagerAdded;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.apache.spark.storage.BlockManagerId;
import scala.collection.JavaConverters;

/** The executors alive, and which of them a task would best run on. In local mode there are none to choose from. */
final class LiveExecutors extends SparkListener {
    /** What Spark calls the driver among executors. */
    private static final String DRIVER = "driver";

    private record Executor(String host, int cores) {}

    private final Map<String, Executor> alive = new TreeMap<>();

    private final ToIntFunction<String> coresOf;

    /** @param coresOf cores of an executor that was added before anyone listened */
    LiveExecutors(ToIntFunction<String> coresOf) {
        this.coresOf = coresOf;
    }

    /**
     * Listens until it is removed, and looks for the executors that are there already. An executor is known twice over, by
     * itself and a moment later by its block manager: one that comes right now is missed by neither.
     *
     * @param spark where they are
     */
    static LiveExecutors listen(SparkContext spark) {
        LiveExecutors executors = new LiveExecutors(id -> coresOf(spark, id));
        spark.addSparkListener(executors);
        JavaConverters.asJavaCollectionConverter(
                        spark.env().blockManager().master().getMemoryStatus().keySet())
                .asJavaCollection()
                .forEach(executors::addIfUnknown);
        return executors;
    }

    private static int coresOf(SparkContext spark, String executor) {
        return JavaConverters.seqAsJavaListConverter(spark.statusStore().executorList(true)).asJava().stream()
                .filter(known -> known.id().equals(executor))
                .mapToInt(ExecutorSummary::totalCores)
                .filter(cores -> cores > 0)
                .findFirst()
                .orElse(spark.getConf().getInt("spark.executor.cores", 1));
    }

    private synchronized void addIfUnknown(BlockManagerId id) {
        if (!id.isDriver() && !alive.containsKey(id.executorId())) {
            alive.put(id.executorId(), new Executor(id.host(), coresOf.applyAsInt(id.executorId())));
        }
    }

    @Override
    public void onBlockManagerAdded(SparkListenerBlockManagerAdded added) {
        addIfUnknown(added.blockManagerId());
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        if (!added.executorId().equals(DRIVER)) {
            alive.put(
                    added.executorId(),
                    new Executor(
                            added.executorInfo().executorHost(),
                            added.executorInfo().totalCores()));
        }
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
