package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.TemporaryFolder;
import io.cohort.worker.data.arrays.ArrayCatalog;
import io.cohort.worker.data.arrays.ArrayPart;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The examples of an RDD, written out once, so that every epoch may take them in another order.
 *
 * @param rdd id of the RDD
 * @param folder where they lie
 * @param catalog what there is
 */
record ExportedExamples(int rdd, TemporaryFolder folder, ArrayCatalog catalog) {
    /**
     * Writes them.
     *
     * @param rdd id of the RDD that the program gave, whichever RDD was made of it
     * @param data its elements
     * @param directory to make a folder in; empty for Hadoop's temporary directory
     * @throws io.cohort.worker.BadInputException if there are none, or one cannot be used; says which
     */
    static ExportedExamples of(int rdd, JavaRDD<MultiDataSet> data, String directory, Cluster cluster) {
        TemporaryFolder folder = TemporaryFolder.in(directory, "cohort-examples", cluster.hadoop());
        boolean whole = false;
        try {
            List<byte[]> parts = data.mapPartitionsWithIndex(
                            new ExportTask(folder.path().toString(), cluster.hadoopBroadcast()), true)
                    .collect();
            ArrayCatalog catalog = ArrayCatalog.of(parts.stream()
                    .map(part -> JavaBytes.read(part, ArrayPart.class))
                    .toList());
            whole = true;
            return new ExportedExamples(rdd, folder, catalog);
        } finally {
            if (!whole) {
                folder.close();
            }
        }
    }

    /** Removes the files. */
    void remove() {
        folder.close();
    }
}
