package io.cohort.driver.ml;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A network that {@link CohortImageClassifier} trained. It lies in files; each task reads it once. */
public final class CohortImageClassifierModel extends Model<CohortImageClassifierModel>
        implements ImageClassifierParams, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final String directory;
    private final ImageClassifierParamSet images;
    private final transient SparkSession session;

    /**
     * @param uid of the estimator
     * @param directory of the run, or of what was written of it, qualified with its file system
     * @param session to reach files with
     */
    CohortImageClassifierModel(String uid, String directory, SparkSession session) {
        this.uid = uid;
        this.directory = directory;
        this.images = new ImageClassifierParamSet(this);
        this.session = session;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ImageClassifierParamSet images() {
        return images;
    }

    /** Where the network lies: what {@code ./cohort predict} takes as MODEL. */
    public String directory() {
        return directory;
    }

    /** How many classes there are. */
    public int numClasses() {
        return scoring().classes();
    }

    private ImageScoring scoring() {
        return ImageScoring.of(directory, JavaSparkContext.fromSparkContext(session.sparkContext()));
    }

    public CohortImageClassifierModel setImageCol(String value) {
        return (CohortImageClassifierModel) set(imageCol(), value);
    }

    public CohortImageClassifierModel setPredictionCol(String value) {
        return (CohortImageClassifierModel) set(predictionCol(), value);
    }

    public CohortImageClassifierModel setProbabilityCol(String value) {
        return (CohortImageClassifierModel) set(probabilityCol(), value);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return withPredictions(schema);
    }

    /**
     * Adds probabilities and the most probable class; of equally probable ones the first.
     *
     * @throws IllegalArgumentException if the column of images is missing or of another type
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        ImageScoring scoring = scoring();
        ImageColumn column = ImageColumn.of(dataset.schema(), getImageCol());
        return dataset.toDF()
                .mapPartitions(
                        (org.apache.spark.api.java.function.MapPartitionsFunction<Row, Row>)
                                rows -> scoring.scored(rows, column),
                        Encoders.row(schema));
    }

    @Override
    public CohortImageClassifierModel copy(ParamMap extra) {
        CohortImageClassifierModel copy = new CohortImageClassifierModel(uid, directory, session);
        copyValues(copy, extra);
        return (CohortImageClassifierModel) copy.setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer<>(this, scoring().files().directory().toString());
    }

    /** Reads models that were written. */
    public static MLReader<CohortImageClassifierModel> read() {
        return new ModelFiles.Reader<>(CohortImageClassifierModel.class, CohortImageClassifierModel::new);
    }

    /** Reads a model that was written. */
    public static CohortImageClassifierModel load(String path) {
        return read().load(path);
    }
}
