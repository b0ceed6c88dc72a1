package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.worker.data.arrays.ArrayCatalog;
import io.cohort.worker.data.arrays.ArrayPart;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The examples of an RDD, written out once, so that every epoch may take them in another order.
 *
 * @param rdd id of the RDD
 * @param files file system that they lie on
 * @param folder where
 * @param catalog what there is
 */
record ExportedExamples(int rdd, FileSystem files, Path folder, ArrayCatalog catalog) {
    /**
     * Writes them.
     *
     * @param rdd id of the RDD that the program gave, whichever RDD was made of it
     * @param data its elements
     * @param directory to make a folder in; empty for Hadoop's temporary directory
     * @throws io.cohort.worker.BadInputException if there are none, or one cannot be used; says which
     */
    static ExportedExamples of(int rdd, JavaRDD<MultiDataSet> data, String directory, Cluster cluster) {
        Path folder = folder(directory, "cohort-examples-", cluster.hadoop());
        FileSystem files = FileSystems.of(folder, cluster.hadoop());
        boolean whole = false;
        try {
            files.deleteOnExit(folder);
            files.mkdirs(folder);
            List<byte[]> parts = data.mapPartitionsWithIndex(
                            new ExportTask(folder.toString(), cluster.hadoopBroadcast()), true)
                    .collect();
            ArrayCatalog catalog = ArrayCatalog.of(parts.stream()
                    .map(part -> JavaBytes.read(part, ArrayPart.class))
                    .toList());
            whole = true;
            return new ExportedExamples(rdd, files, folder, catalog);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write examples to " + folder + ": " + e.getMessage(), e);
        } finally {
            if (!whole) {
                remove(files, folder);
            }
        }
    }

    /** A new name in a directory, qualified with its file system. */
    static Path folder(String directory, String prefix, Configuration hadoop) {
        Path parent = new Path(directory.isEmpty() ? hadoop.get("hadoop.tmp.dir", "/tmp") : directory);
        return FileSystems.of(parent, hadoop).makeQualified(new Path(parent, prefix + UUID.randomUUID()));
    }

    /** Removes the files. */
    void remove() {
        remove(files, folder);
    }

    static void remove(FileSystem files, Path folder) {
        try {
            files.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
