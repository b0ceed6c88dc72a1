package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.network.NetworkInputs;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.ExampleJobs;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleFiles;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.data.example.PackSettings;
import io.cohort.worker.data.example.Packing;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Packs loose images once into files with an index, in Spark tasks. The directory appears under its name only when it is
 * whole.
 */
public final class Preparation {
    /** Images of a file unless said otherwise. */
    private static final int USUAL = 1_000;

    private static final int ANY_SIZE = 8;

    private final CohortConf conf;
    private final JavaSparkContext spark;
    private final Progress progress;

    /**
     * @param conf whose {@code input} is packed into {@code run.directory}
     * @param spark where; stays open
     * @param progress tells a person
     */
    public Preparation(CohortConf conf, JavaSparkContext spark, Progress progress) {
        this.conf = conf;
        this.spark = spark;
        this.progress = progress;
    }

    /**
     * How it is packed.
     *
     * @param shards how many files; 0 for one for each thousand images
     * @param images what becomes of them
     * @param overwrite whether packed files that are there are replaced
     */
    public record Settings(int shards, PackSettings images, boolean overwrite) {}

    /**
     * What was packed.
     *
     * @param directory qualified with its file system
     * @param images how many
     * @param classes how many
     * @param files how many
     * @param bytes of all files
     * @param badRecords images that were left out
     * @param seconds that it took
     */
    public record Result(
            Path directory, long images, int classes, int files, long bytes, int badRecords, double seconds) {}

    /**
     * Packs.
     *
     * @throws ConfigurationException if the directory holds anything that is not to be replaced
     * @throws io.cohort.worker.BadInputException if the input cannot be packed, or too much of it is broken
     */
    public Result run(Settings how) {
        long start = System.nanoTime();
        Configuration hadoop = spark.hadoopConfiguration();
        Path named = new Path(conf.run().directory());
        FileSystem files = FileSystems.of(named, hadoop);
        Path target = files.makeQualified(named);
        Path unfinished = new Path(target.getParent(), "." + target.getName() + ".packing-" + Incarnation.draw());
        try {
            refuseOthers(files, target, how.overwrite());
            ExampleSourceSpec images = list(hadoop);
            int shards = shards(how.shards(), images.catalog().size());
            progress.say(String.format(
                    Locale.ROOT,
                    "Packing %,d images of %d classes into %,d files",
                    images.catalog().size(),
                    images.catalog().classes().size(),
                    shards));
            try {
                List<ExampleJobs.Shard> written = pack(images, shards, how.images(), unfinished);
                Result result = result(written, images.catalog(), target, start);
                publish(files, unfinished, written, target);
                return result;
            } finally {
                files.delete(unfinished, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack into " + target + ": " + e.getMessage(), e);
        }
    }

    private static void refuseOthers(FileSystem files, Path target, boolean overwrite) throws IOException {
        if (!files.exists(target)) {
            return;
        }
        if (!files.getFileStatus(target).isDirectory()) {
            throw new ConfigurationException(target + " is a file; name a directory to pack into");
        }
        FileStatus[] entries = files.listStatus(target);
        for (FileStatus entry : entries) {
            if (!entry.getPath().getName().endsWith(".pack")) {
                throw new ConfigurationException(target + " holds other files ("
                        + entry.getPath().getName() + " …); name a new directory to pack into");
            }
        }
        if (entries.length > 0 && !overwrite) {
            throw new ConfigurationException(
                    target + " holds packed images; name another directory, or --overwrite to replace them");
        }
    }

    /** Sizes are a matter of the training. */
    private ExampleSourceSpec list(Configuration hadoop) throws IOException {
        ExampleSettings settings = NetworkInputs.training(conf).withImageSize(ANY_SIZE, ANY_SIZE, 0);
        Packing.require(ExampleFiles.format(settings, hadoop));
        return ExampleSourceSpec.list(settings, hadoop);
    }

    private static int shards(int wanted, int images) {
        if (wanted > images) {
            throw new ConfigurationException(
                    "--shards is " + wanted + ", but there are only " + images + " images; lower it");
        }
        return wanted > 0 ? wanted : (images + USUAL - 1) / USUAL;
    }

    private List<ExampleJobs.Shard> pack(ExampleSourceSpec images, int shards, PackSettings how, Path into) {
        String scope = Incarnation.draw();
        try (Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(into, scope, cluster.hadoopBroadcast());
            return ExampleJobs.pack(cluster, files, images, shards, how);
        } finally {
            ExecutorScope.forget(scope);
        }
    }

    private Result result(List<ExampleJobs.Shard> written, ExampleCatalog catalog, Path target, long start)
            throws IOException {
        List<String> broken = new ArrayList<>();
        written.forEach(shard -> shard.packed().broken().forEach(example -> broken.add(BadRecords.line(example))));
        int images = written.stream().mapToInt(shard -> shard.packed().images()).sum();
        Path list = new Path(target.getParent(), target.getName() + "-bad-records.txt");
        new BadRecords(conf.badRecords(), target.getFileSystem(spark.hadoopConfiguration()))
                .examples(broken, images, "the input", list)
                .ifPresent(progress::say);
        return new Result(
                target,
                images,
                catalog.classes().size(),
                written.size(),
                written.stream().mapToLong(shard -> shard.packed().bytes()).sum(),
                broken.size(),
                (System.nanoTime() - start) * 1e-9);
    }

    /** Files of attempts that came late or failed are not among those written, and go. */
    private static void publish(FileSystem files, Path unfinished, List<ExampleJobs.Shard> written, Path target)
            throws IOException {
        Path whole = new Path(unfinished, "whole");
        files.mkdirs(whole);
        for (int shard = 0; shard < written.size(); shard++) {
            String name = String.format(Locale.ROOT, "part-%05d.pack", shard);
            rename(files, new Path(unfinished, written.get(shard).file()), new Path(whole, name));
        }
        files.mkdirs(target.getParent());
        files.delete(target, true);
        rename(files, whole, target);
    }

    private static void rename(FileSystem files, Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("renaming " + from + " to " + to + " failed");
        }
    }
}
