package io.cohort.driver.ml;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** A model as Spark ML writes one: its parameters in {@code metadata}, and the vectors in {@code data}, as a run's {@code model/} has them. */
final class Word2VecModelFiles {
    private static final String DATA = "data";

    private Word2VecModelFiles() {}

    /** Writes a model. */
    static final class Writer extends MLWriter {
        private final CohortWord2VecModel model;

        Writer(CohortWord2VecModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
            Configuration hadoop = sc().hadoopConfiguration();
            Path from = new Path(model.directory());
            Path to = new Path(path, DATA);
            try {
                FileUtil.copy(FileSystems.of(from, hadoop), from, FileSystems.of(to, hadoop), to, false, true, hadoop);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot copy the vectors from " + from + " to " + to, e);
            }
        }
    }

    /** Reads one. */
    static final class Reader extends MLReader<CohortWord2VecModel> {
        @Override
        public CohortWord2VecModel load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), CohortWord2VecModel.class.getName());
            Path data = new Path(path, DATA);
            String directory = FileSystems.of(data, sc().hadoopConfiguration())
                    .makeQualified(data)
                    .toString();
            CohortWord2VecModel model = new CohortWord2VecModel(metadata.uid(), directory, sparkSession());
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }
    }
}
