package io.cohort.jobs;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.kryo.CohortRegistrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Opens Spark as Cohort needs it. What the user sets wins, but for what the result or the memory depends on. */
final class SparkContexts {
    /** What the launcher gives the driver: the same natives everywhere, for they change bits. */
    private static final List<String> EXECUTOR_SWITCHES = List.of(
            "--add-modules=jdk.incubator.vector",
            "-Djavacpp.platform.extension=-onednn-avx2",
            "-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    /** One native thread a task; large native buffers are kept instead of mapped anew. */
    private static final Map<String, String> EXECUTOR_ENVIRONMENT = Map.of(
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1",
            "MALLOC_MMAP_THRESHOLD_", "8589934592",
            "MALLOC_TRIM_THRESHOLD_", "17179869184");

    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    private SparkContexts() {}

    /**
     * Opens a context.
     *
     * @param name of the application
     * @param keys Spark's keys from conf, spark-submit and -D, merged
     */
    static JavaSparkContext open(String name, Map<String, String> keys) {
        SparkConf spark = new SparkConf(true);
        keys.forEach(spark::set);
        spark.setIfMissing("spark.app.name", name);
        spark.setIfMissing("spark.master", "local[*,4]");
        spark.setIfMissing("spark.ui.enabled", "false");
        spark.setIfMissing("spark.ui.showConsoleProgress", "false");
        spark.setIfMissing("spark.locality.wait", "200ms");
        spark.setIfMissing("spark.shuffle.compress", "false");
        // A few large records for a few partitions: one sorted file instead of one file a partition, written twice.
        spark.setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "1");
        // Never checked when read, only looked at after a failure; what we shuffle is counted.
        spark.setIfMissing("spark.shuffle.checksum.enabled", "false");
        // Otherwise every task that shuffles fills a page of 64 MiB with zeros before it writes its few.
        spark.setIfMissing("spark.buffer.pageSize", "4m");
        spark.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        spark.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        spark.set("spark.kryo.registrator", CohortRegistrator.class.getName());
        spark.set("spark.kryo.registrationRequired", "true");
        addPools(spark);
        addSwitches(spark);
        String master = spark.get("spark.master");
        if (master.startsWith("local[") || master.equals("local")) {
            spark.setIfMissing("spark.driver.host", "127.0.0.1");
            spark.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            addOwnJar(spark);
        }
        return new JavaSparkContext(spark);
    }

    /** What spark-submit set: it comes as system properties. */
    static Map<String, String> submitted() {
        Map<String, String> keys = new HashMap<>();
        for (Tuple2<String, String> key : new SparkConf(true).getAll()) {
            keys.put(key._1(), key._2());
        }
        return keys;
    }

    private static void addSwitches(SparkConf spark) {
        String options = spark.get(EXECUTOR_OPTIONS, "");
        for (String option : EXECUTOR_SWITCHES) {
            String name = option.replaceFirst("^--add-modules=", "").replaceFirst("=.*", "");
            if (!options.contains(name)) {
                options = (options + " " + option).trim();
            }
        }
        spark.set(EXECUTOR_OPTIONS, options);
        EXECUTOR_ENVIRONMENT.forEach((name, value) -> spark.setIfMissing("spark.executorEnv." + name, value));
    }

    /** Drawing the next pass must never keep a training task waiting. */
    private static void addPools(SparkConf spark) {
        spark.set("spark.scheduler.mode", "FAIR");
        if (spark.contains("spark.scheduler.allocation.file")) {
            return;
        }
        String pools = "<?xml version=\"1.0\"?><allocations>"
                + "<pool name=\"" + Cluster.TRAIN + "\"><schedulingMode>FIFO</schedulingMode><weight>1000</weight>"
                + "<minShare>1000000</minShare></pool>"
                + "<pool name=\"" + Cluster.BACKGROUND + "\"><schedulingMode>FIFO</schedulingMode><weight>1</weight>"
                + "<minShare>0</minShare></pool></allocations>";
        try {
            Path file = Files.createTempFile("cohort-pools", ".xml");
            Files.writeString(file, pools);
            file.toFile().deleteOnExit();
            spark.set("spark.scheduler.allocation.file", file.toUri().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file: " + e.getMessage(), e);
        }
    }

    /** Executors in other processes load our classes from the jar that we run from, if we do. */
    private static void addOwnJar(SparkConf spark) {
        try {
            Path own = Path.of(SparkContexts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String jars = spark.get("spark.jars", "");
            if (own.toString().endsWith(".jar")
                    && !jars.contains(own.getFileName().toString())) {
                spark.set("spark.jars", jars.isEmpty() ? own.toUri().toString() : jars + "," + own.toUri());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own jar is no path", e);
        }
    }
}
