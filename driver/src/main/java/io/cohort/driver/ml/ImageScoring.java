package io.cohort.driver.ml;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.network.NetworkInputs;
import io.cohort.driver.network.NetworkModel;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.image.ImageSettings;
import io.cohort.worker.network.ImageScorer;
import io.cohort.worker.network.NetworkSettings;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Scores rows of images in tasks.
 *
 * @param files of the network's parameters
 * @param settings of the network
 * @param images how they are brought to the network's size
 * @param learned shape and classes of the training input
 * @param parameters of the network
 */
record ImageScoring(
        RunFiles files,
        NetworkSettings settings,
        ImageSettings images,
        ExampleSettings.Learned learned,
        ParameterSource parameters)
        implements Serializable {
    private static final int BATCH = 32;

    /**
     * The network in a directory.
     *
     * @throws BadInputException if there is none
     */
    static ImageScoring of(String directory, JavaSparkContext spark) {
        try {
            NetworkModel model = NetworkModel.find(directory, spark.hadoopConfiguration())
                    .orElseThrow(() -> new BadInputException(directory + " holds no network; was its run removed?"));
            ExampleSettings.Learned learned = model.manifest().learned();
            RunFiles files = new RunFiles(
                    new Path(model.folder().toString()),
                    "images " + model.manifest().modelSha256(),
                    spark.broadcast(HadoopBytes.of(spark.hadoopConfiguration())));
            return new ImageScoring(
                    files,
                    model.settings(),
                    NetworkInputs.other(model.conf(), learned, directory, "none", List.of(0.0, 1.0))
                            .image(),
                    learned,
                    model.parameters());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the network in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** One more than the largest class of the training. */
    int classes() {
        return 1 + number(learned.classes().size() - 1);
    }

    /** The class that a network's output stands for: classes that no row of the training had have none. */
    private int number(int output) {
        return Integer.parseInt(learned.classes().get(output));
    }

    /** Rows with probabilities and prediction behind, some at once. */
    Iterator<Row> scored(Iterator<Row> rows, ImageColumn column) throws IOException {
        if (!rows.hasNext()) {
            return List.<Row>of().iterator();
        }
        ImageScorer scorer = new ImageScorer(settings, images, learned.shape(), parameters.read(files));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> scorer.close());
        return new Iterator<>() {
            private Iterator<Row> batch = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                return batch.hasNext() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!batch.hasNext()) {
                    batch = score(rows, column, scorer);
                }
                return batch.next();
            }
        };
    }

    private Iterator<Row> score(Iterator<Row> rows, ImageColumn column, ImageScorer scorer) {
        List<Row> some = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        while (rows.hasNext() && some.size() < BATCH) {
            Row row = rows.next();
            some.add(row);
            encoded.add(column.encoded(row));
        }
        List<float[]> probabilities = scorer.probabilities(encoded);
        List<Row> scored = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            scored.add(extended(some.get(i), probabilities.get(i)));
        }
        return scored.iterator();
    }

    private Row extended(Row row, float[] probabilities) {
        double[] wide = new double[classes()];
        for (int i = 0; i < probabilities.length; i++) {
            wide[number(i)] = probabilities[i];
        }
        Vector vector = Vectors.dense(wide);
        Object[] values = new Object[row.length() + 2];
        for (int i = 0; i < row.length(); i++) {
            values[i] = row.get(i);
        }
        values[row.length()] = vector;
        values[row.length() + 1] = (double) vector.argmax();
        return RowFactory.create(values);
    }
}
