package io.cohort.driver.ml;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** A model as Spark ML writes one: its parameters in {@code metadata}, and in {@code data} what a run's {@code model/} has. */
final class ModelFiles {
    private static final String DATA = "data";

    private ModelFiles() {}

    /**
     * Writes a model.
     *
     * @param <M> the model
     */
    static final class Writer<M extends Model<M>> extends MLWriter {
        private final M model;
        private final String from;

        /** @param from folder of the model's files */
        Writer(M model, String from) {
            this.model = model;
            this.from = from;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
            Configuration hadoop = sc().hadoopConfiguration();
            Path source = new Path(from);
            Path to = new Path(path, DATA);
            try {
                FileUtil.copy(
                        FileSystems.of(source, hadoop), source, FileSystems.of(to, hadoop), to, false, true, hadoop);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot copy the model from " + from + " to " + to, e);
            }
        }
    }

    /** Makes a model of its uid, the folder of its files and a session. */
    @FunctionalInterface
    interface Maker<M> {
        M make(String uid, String directory, SparkSession session);
    }

    /**
     * Reads a model.
     *
     * @param <M> the model
     */
    static final class Reader<M extends Model<M>> extends MLReader<M> {
        private final Class<M> type;
        private final Maker<M> maker;

        Reader(Class<M> type, Maker<M> maker) {
            this.type = type;
            this.maker = maker;
        }

        @Override
        public M load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), type.getName());
            Path data = new Path(path, DATA);
            String directory = FileSystems.of(data, sc().hadoopConfiguration())
                    .makeQualified(data)
                    .toString();
            M model = maker.make(metadata.uid(), directory, sparkSession());
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }
    }
}
