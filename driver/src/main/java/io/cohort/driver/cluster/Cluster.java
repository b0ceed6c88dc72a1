package io.cohort.driver.cluster;

import io.cohort.worker.device.NativeMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A Spark context as our steps see it: so many task slots, jobs of placed tasks, a count of the bytes that task results
 * brought to the driver.
 */
public final class Cluster implements AutoCloseable {
    /** Scheduler pool whose tasks go before all others. */
    public static final String TRAIN = "train";
    /** Scheduler pool that fills the slots which training leaves idle. */
    public static final String BACKGROUND = "background";

    /** By its name, for it knows what all packages shuffle. */
    private static final String REGISTRATOR = "io.cohort.driver.kryo.CohortRegistrator";

    private final JavaSparkContext spark;
    private final LiveExecutors executors;
    private final GpuShares gpus;
    private final ResultBytes resultBytes = new ResultBytes();
    private final Broadcast<byte[]> hadoop;
    private final boolean knowsResults;
    private final AtomicLong jobs = new AtomicLong();

    /**
     * @param spark stays open when this closes
     * @throws io.cohort.driver.conf.ConfigurationException if it deals out GPUs as we cannot use them
     */
    public Cluster(JavaSparkContext spark) {
        this.spark = spark;
        this.gpus = GpuShares.of(spark);
        this.executors = LiveExecutors.listen(spark.sc());
        spark.sc().addSparkListener(resultBytes);
        this.knowsResults = knowsResults(spark.getConf());
        this.hadoop = spark.broadcast(HadoopBytes.of(spark.hadoopConfiguration()));
    }

    /** Hadoop's configuration, on the driver. */
    public Configuration hadoop() {
        return spark.hadoopConfiguration();
    }

    /** Hadoop's configuration, for tasks: call {@link HadoopBytes#read} there. */
    public Broadcast<byte[]> hadoopBroadcast() {
        return hadoop;
    }

    /**
     * Sends a value to all executors once.
     *
     * @param value of a class that {@link CohortRegistrator} knows
     */
    public <T> Broadcast<T> broadcast(T value) {
        return spark.broadcast(value);
    }

    /** How many tasks run at once, as far as is known now; at least 1. */
    public int slots() {
        int perTask = spark.getConf().getInt("spark.task.cpus", 1);
        return gpus.slots(executors.cores(spark.defaultParallelism()) / perTask, executors.count());
    }

    /** Largest heap of one executor in bytes, as far as is known (local mode: this JVM's). */
    public long executorHeap() {
        if (isLocal()) {
            return Runtime.getRuntime().maxMemory();
        }
        return spark.getConf().getSizeAsBytes("spark.executor.memory", "1g");
    }

    /** Bytes of native memory that one executor may take beside its heap, as far as is known (local mode: this JVM). */
    public long executorNativeMemory() {
        if (isLocal()) {
            return NativeMemory.beside();
        }
        String overhead = "spark.executor.memoryOverhead";
        // Without a container JavaCPP allows four times the heap in all.
        return spark.getConf().contains(overhead)
                ? spark.getConf().getSizeAsMb(overhead, "0") << 20
                : 3 * executorHeap();
    }

    /** Tasks that share one executor's heap. */
    public int slotsAnExecutor() {
        if (isLocal()) {
            return slots();
        }
        return Math.max(1, slots() / Math.max(1, executors.count()));
    }

    /** Whether the tasks run inside the driver's JVM. */
    public boolean isLocal() {
        return spark.sc().isLocal();
    }

    /** The Spark application's id. */
    public String applicationId() {
        return spark.sc().applicationId();
    }

    /** Spark's version. */
    public String version() {
        return spark.version();
    }

    /** Bytes of task results that came to the driver so far. */
    public long resultBytes() {
        return resultBytes.total();
    }

    /**
     * Runs one job without input and waits for it.
     *
     * @param description for Spark's UI
     * @param pool {@link #TRAIN} or {@link #BACKGROUND}
     * @param tasks how many tasks; task i prefers the executor that owns share i of them
     * @param body what each does
     * @return the elements of all tasks in order of tasks
     */
    public <O> List<O> run(String description, String pool, int tasks, TaskBody<Void, O> body) {
        return collect(description, pool, body, executors.spread(tasks), null, null);
    }

    /**
     * Runs one job over chosen partitions of a shuffle and waits for it.
     *
     * @param description for Spark's UI
     * @param pool {@link #TRAIN} or {@link #BACKGROUND}
     * @param parent what the tasks read
     * @param partitions which partition each task reads; task i prefers the executor that owns share i of them
     * @param body what each does
     * @return the elements of all tasks in order of tasks
     */
    public <V, O> List<O> run(
            String description,
            String pool,
            Shuffled<V> parent,
            int[] partitions,
            TaskBody<Tuple2<Integer, V>, O> body) {
        List<String> locations = executors.spread(partitions.length);
        return collect(description, pool, body, locations, parent.rdd(), partitions);
    }

    /**
     * Shuffles what tasks emit; nothing runs until a job reads it.
     *
     * @param tasks how many tasks emit
     * @param partitions how many partitions come out; keys are partition numbers
     * @param body emits pairs of partition number and value
     */
    public <V> Shuffled<V> shuffle(int tasks, int partitions, TaskBody<Void, Tuple2<Integer, V>> body) {
        List<String> anywhere = Collections.nCopies(tasks, "");
        RDD<Tuple2<Integer, V>> emitted = new PlacedRDD<>(spark.sc(), body, anywhere, null, null);
        ClassTag<Integer> keys = ClassTag$.MODULE$.apply(Integer.class);
        ClassTag<V> values = ClassTag$.MODULE$.apply(Object.class);
        ShuffledRDD<Integer, V, V> shuffled =
                new ShuffledRDD<>(emitted, new NumberedPartitions(partitions), keys, values, values);
        return new Shuffled<>(shuffled.setSerializer(serializer()));
    }

    /** Java's serializer takes what tasks return, and Kryo if it has our registrator; another program's Kryo does not know them. */
    private static boolean knowsResults(SparkConf conf) {
        return !conf.get("spark.serializer", "").endsWith("KryoSerializer")
                || conf.get("spark.kryo.registrator", "").contains(REGISTRATOR);
    }

    /** What we shuffle knows one serializer, whichever one the context has for the programs of others. */
    private KryoSerializer serializer() {
        return new KryoSerializer(spark.getConf()
                .set("spark.kryo.registrator", REGISTRATOR)
                .set("spark.kryo.registrationRequired", "true"));
    }

    private <I, O> List<O> collect(
            String description,
            String pool,
            TaskBody<I, O> body,
            List<String> locations,
            RDD<I> parent,
            int[] partitions) {
        if (knowsResults) {
            return collect(description, pool, new PlacedRDD<>(spark.sc(), body, locations, parent, partitions));
        }
        List<O> results = new ArrayList<>();
        collect(
                        description,
                        pool,
                        new PlacedRDD<>(spark.sc(), new ResultsAsBytes<>(body), locations, parent, partitions))
                .forEach(bytes -> results.addAll(ResultsAsBytes.<O>read(bytes)));
        return results;
    }

    private <O> List<O> collect(String description, String pool, RDD<O> rdd) {
        SparkContext context = spark.sc();
        String group = "cohort-" + pool + "-" + jobs.incrementAndGet();
        spark.setLocalProperty("spark.scheduler.pool", pool);
        context.setJobGroup(group, description, false);
        try {
            return new ArrayList<>(new JavaRDD<O>(rdd, ClassTag$.MODULE$.apply(Object.class)).collect());
        } finally {
            context.clearJobGroup();
            spark.setLocalProperty("spark.scheduler.pool", null);
        }
    }

    @Override
    public void close() {
        hadoop.destroy();
        spark.sc().removeSparkListener(executors);
        spark.sc().removeSparkListener(resultBytes);
    }
}
