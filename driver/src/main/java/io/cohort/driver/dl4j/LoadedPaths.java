package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.spark.data.loader.RemoteFileSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Loads what a program has saved in files. */
final class LoadedPaths implements FlatMapFunction<Iterator<String>, MultiDataSet> {
    private static final long serialVersionUID = 1L;

    private final DataSetLoader loader;
    private final MultiDataSetLoader multiLoader;
    private final Broadcast<byte[]> hadoop;

    private LoadedPaths(DataSetLoader loader, MultiDataSetLoader multiLoader, Broadcast<byte[]> hadoop) {
        this.loader = loader;
        this.multiLoader = multiLoader;
        this.hadoop = hadoop;
    }

    /**
     * What the files hold.
     *
     * @param paths of the files
     * @param loader of DataSets; null to use the other one
     * @param multiLoader of MultiDataSets; null to use the other one
     */
    static JavaRDD<MultiDataSet> of(
            JavaSparkContext spark, JavaRDD<String> paths, DataSetLoader loader, MultiDataSetLoader multiLoader) {
        Broadcast<byte[]> hadoop = spark.broadcast(HadoopBytes.of(spark.hadoopConfiguration()));
        return paths.mapPartitions(new LoadedPaths(loader, multiLoader, hadoop));
    }

    @Override
    public Iterator<MultiDataSet> call(Iterator<String> paths) {
        Configuration configuration = HadoopBytes.read(hadoop.value());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return paths.hasNext();
            }

            @Override
            public MultiDataSet next() {
                return load(paths.next(), configuration);
            }
        };
    }

    private MultiDataSet load(String file, Configuration configuration) {
        Path path = new Path(file);
        RemoteFileSource source = new RemoteFileSource(file, FileSystems.of(path, configuration));
        try {
            if (loader == null) {
                return multiLoader.load(source);
            }
            DataSet loaded = loader.load(source);
            return loaded == null ? null : loaded.toMultiDataSet();
        } catch (FileNotFoundException e) {
            throw new BadInputException(file + " is missing; give fitPaths files that are there", e);
        } catch (IOException | RuntimeException e) {
            throw new BadInputException(
                    file + " cannot be loaded: " + e.getMessage() + "; save it again, or give fitPaths its loader", e);
        }
    }
}
