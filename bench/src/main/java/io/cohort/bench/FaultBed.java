package io.cohort.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** What the runs of a fault suite share: commands, text, archives of classes, clusters that start when they are needed. */
final class FaultBed implements AutoCloseable {
    /** Runs are too short for the second compiler. Standard output is for results, not for warnings of the JVM. */
    private static final String QUICK_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable";

    private static final int TEXT_BYTES = 150_000;

    /** A run that has the standalone cluster for itself holds it. */
    final ReentrantLock standaloneIsFree = new ReentrantLock(true);

    private final Scratch scratch;
    private final CohortCommand cohort;
    private final Path text;
    private final Path classes;
    private StandaloneCluster standalone;
    private HdfsProcess hdfs;

    /** @param memory heap of each JVM, as in 700m */
    FaultBed(Scratch scratch, String memory) throws IOException {
        this.scratch = scratch;
        this.cohort = new CohortCommand(scratch, memory);
        this.classes = SharedOptions.home().resolve("bench/target/cohort-bench.jar");
        this.text = scratch.next("text.txt");
        Files.createDirectories(text.getParent());
        byte[] sample = Files.readAllBytes(SharedOptions.home().resolve("jobs/target/sample/wordnet-definitions.txt"));
        Files.write(text, java.util.Arrays.copyOf(sample, Math.min(sample.length, TEXT_BYTES)));
    }

    CohortCommand cohort() {
        return cohort;
    }

    Scratch scratch() {
        return scratch;
    }

    Path text() {
        return text;
    }

    /** Variables for a JVM that leaves its classes for those after it. */
    Map<String, String> archiving(FaultModel model) {
        return variables(QUICK_JVM + " -XX:ArchiveClassesAtExit=" + archive(model));
    }

    /** Variables for a JVM that takes the classes of an earlier one. */
    Map<String, String> quick(FaultModel model) {
        Path archive = archive(model);
        return variables(Files.exists(archive) ? QUICK_JVM + " -XX:SharedArchiveFile=" + archive : QUICK_JVM);
    }

    /** Whether classes of an earlier JVM are there. */
    boolean isArchived(FaultModel model) {
        return Files.exists(archive(model));
    }

    private Map<String, String> variables(String options) {
        return Map.of("COHORT_JAVA_OPTS", options, "COHORT_CLASSPATH", classes.toString());
    }

    private Path archive(FaultModel model) {
        return text.resolveSibling(model.hasWords() ? "words.jsa" : "networks.jsa");
    }

    /** Spark's keys for a place. Executors find cohort.jar where it lies, so that it is not copied for each. */
    Map<String, String> spark(FaultPlace place) throws IOException, InterruptedException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("spark.master", "local[2,4]");
        if (place.hasExecutors()) {
            keys.put(
                    "spark.master",
                    place == FaultPlace.STANDALONE ? standalone().master() : "local-cluster[2,1,700]");
            keys.put("spark.jars", "local:" + SharedOptions.home().resolve("jobs/target/cohort.jar"));
            keys.put("spark.executor.extraClassPath", classes.toString());
            keys.put("spark.executor.memory", "700m");
            keys.put("spark.executor.cores", "1");
            keys.put("spark.executor.extraJavaOptions", QUICK_JVM);
            keys.put("spark.cores.max", "2");
            keys.put("spark.driver.host", "127.0.0.1");
            keys.put("spark.driver.bindAddress", "127.0.0.1");
            keys.put("spark.shuffle.io.retryWait", "200ms");
        }
        if (place == FaultPlace.STANDALONE) {
            keys.put("spark.speculation", "true");
            keys.put("spark.speculation.interval", "100ms");
            keys.put("spark.speculation.quantile", "0.5");
            keys.put("spark.speculation.multiplier", "2");
        }
        if (place == FaultPlace.HDFS) {
            keys.put("spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "5");
        }
        return keys;
    }

    synchronized StandaloneCluster standalone() throws IOException, InterruptedException {
        if (standalone == null) {
            standalone = new StandaloneCluster(cohort, scratch.next("standalone"));
        }
        return standalone;
    }

    synchronized HdfsProcess hdfs() throws IOException {
        if (hdfs == null) {
            hdfs = HdfsProcess.start(cohort, scratch.next("hdfs"));
        }
        return hdfs;
    }

    /** The library that makes a process see another time, where it is installed (Debian: faketime). */
    static Optional<Path> fakeTime() throws IOException {
        for (String folder : new String[] {"/usr/lib", "/usr/local/lib", "/usr/lib64"}) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files =
                        Files.find(Path.of(folder), 3, (file, of) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
                    Optional<Path> found = files.findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (standalone != null) {
            standalone.close();
        }
        if (hdfs != null) {
            hdfs.close();
        }
    }
}
