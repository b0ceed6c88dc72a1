package io.cohort.driver.ml;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * A network over images as a classifier of Spark ML: a column of images (of the binaryFile or the image source) and a column of
 * classes, whole numbers from 0, go in; Cohort's own run trains, and the model adds the most probable class and the probabilities.
 *
 * <p>The rows are written to a folder of images below {@code directory}, which all executors must reach, and the run beside it.
 * Without a directory both lie in a temporary one on the default file system, which is removed when the driver ends: write the
 * model to keep it. With one, a fit that was killed goes on when it is called again with the same rows and parameters.
 */
public final class CohortImageClassifier extends Estimator<CohortImageClassifierModel>
        implements ImageClassifierParams, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final ImageClassifierParamSet images;
    private final Param<String> labelCol;
    private final Param<String> architecture;
    private final IntParam imageSize;
    private final IntParam maxIter;
    private final DoubleParam stepSize;
    private final LongParam seed;
    private final Param<String> directory;
    private final StringArrayParam keys;

    public CohortImageClassifier() {
        this(Identifiable$.MODULE$.randomUID("cohort-images"));
    }

    /** @param uid names this estimator among the stages of a pipeline */
    public CohortImageClassifier(String uid) {
        this.uid = uid;
        this.images = new ImageClassifierParamSet(this);
        this.labelCol = new Param<>(this, "labelCol", "column of classes, whole numbers from 0");
        this.architecture = new Param<>(this, "architecture", "network.architecture of Cohort: lenet, residual, …");
        this.imageSize =
                new IntParam(this, "imageSize", "side that images are brought to (> 0)", ParamValidators.gt(0));
        this.maxIter = new IntParam(this, "maxIter", "epochs (> 0)", ParamValidators.gt(0));
        this.stepSize = new DoubleParam(this, "stepSize", "learning rate (> 0)", ParamValidators.gt(0));
        this.seed = new LongParam(this, "seed", "random seed");
        this.directory = new Param<>(this, "directory", "where images and run lie; all executors must reach it");
        this.keys = new StringArrayParam(this, "keys", "more keys of Cohort, each KEY=VALUE, as behind -D");
        setDefault(imageCol(), "image");
        setDefault(predictionCol(), "prediction");
        setDefault(probabilityCol(), "probability");
        setDefault(labelCol, "label");
        setDefault(architecture, "residual");
        setDefault(maxIter, 10);
        setDefault(stepSize, 0.05);
        setDefault(seed, 1L);
        setDefault(directory, "");
        setDefault(keys, new String[0]);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ImageClassifierParamSet images() {
        return images;
    }

    /** Column of classes, whole numbers from 0. */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** Key {@code network.architecture}. */
    public Param<String> architecture() {
        return architecture;
    }

    /** Side that images are brought to; must be set. */
    public IntParam imageSize() {
        return imageSize;
    }

    /** Epochs. */
    public IntParam maxIter() {
        return maxIter;
    }

    /** Learning rate. */
    public DoubleParam stepSize() {
        return stepSize;
    }

    /** Seed of all randomness. */
    public LongParam seed() {
        return seed;
    }

    /** Where images and run lie, a path or URI; empty for a temporary directory. */
    public Param<String> directory() {
        return directory;
    }

    /** More keys of Cohort's configuration, each {@code KEY=VALUE}. */
    public StringArrayParam keys() {
        return keys;
    }

    public CohortImageClassifier setImageCol(String value) {
        return (CohortImageClassifier) set(imageCol(), value);
    }

    public CohortImageClassifier setLabelCol(String value) {
        return (CohortImageClassifier) set(labelCol, value);
    }

    public CohortImageClassifier setPredictionCol(String value) {
        return (CohortImageClassifier) set(predictionCol(), value);
    }

    public CohortImageClassifier setProbabilityCol(String value) {
        return (CohortImageClassifier) set(probabilityCol(), value);
    }

    public CohortImageClassifier setArchitecture(String value) {
        return (CohortImageClassifier) set(architecture, value);
    }

    public CohortImageClassifier setImageSize(int value) {
        return (CohortImageClassifier) set(imageSize, value);
    }

    public CohortImageClassifier setMaxIter(int value) {
        return (CohortImageClassifier) set(maxIter, value);
    }

    public CohortImageClassifier setStepSize(double value) {
        return (CohortImageClassifier) set(stepSize, value);
    }

    public CohortImageClassifier setSeed(long value) {
        return (CohortImageClassifier) set(seed, value);
    }

    public CohortImageClassifier setDirectory(String value) {
        return (CohortImageClassifier) set(directory, value);
    }

    public CohortImageClassifier setKeys(String[] value) {
        return (CohortImageClassifier) set(keys, value);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        String label = getOrDefault(labelCol);
        if (!List.of(schema.fieldNames()).contains(label)) {
            throw new IllegalArgumentException(
                    "labelCol: there is no column " + label + "; there are " + String.join(", ", schema.fieldNames()));
        }
        if (!(schema.apply(label).dataType() instanceof NumericType)) {
            throw new IllegalArgumentException("labelCol: column " + label + " must hold numbers, but is "
                    + schema.apply(label).dataType().catalogString() + "; number the classes with StringIndexer");
        }
        return withPredictions(schema);
    }

    /**
     * Trains.
     *
     * @param dataset images and classes
     * @throws IllegalArgumentException if a column is missing or of another type, or imageSize is not set
     * @throws io.cohort.driver.conf.ConfigurationException if a parameter is out of its range; names Cohort's key
     * @throws io.cohort.worker.BadInputException if a row has no image or no class
     */
    @Override
    public CohortImageClassifierModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        if (!isSet(imageSize)) {
            throw new IllegalArgumentException(
                    "imageSize is not set: the network takes images of one size; setImageSize(64)");
        }
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        FitFolder folder = FitFolder.of(getOrDefault(directory), "cohort-images", spark.hadoopConfiguration());
        String label = getOrDefault(labelCol);
        ImageRows rows = new ImageRows(ImageColumn.of(dataset.schema(), getImageCol()), label);
        JavaRDD<Row> given = dataset.select(getImageCol(), label).toJavaRDD();
        Broadcast<byte[]> hadoop = spark.broadcast(HadoopBytes.of(spark.hadoopConfiguration()));
        Path written = FitTraining.explained(
                () -> folder.once("images", rows.digest(given), place -> rows.write(given, place, hadoop)));
        FitTraining.run(conf(written, folder.run()), spark);
        CohortImageClassifierModel model =
                new CohortImageClassifierModel(uid, folder.run().toString(), dataset.sparkSession());
        copyValues(model, ParamMap.empty());
        return (CohortImageClassifierModel) model.setParent(this);
    }

    private CohortConf conf(Path written, Path run) {
        List<String> assignments = new ArrayList<>(List.of(
                "input.path=" + written,
                "run.directory=" + run,
                "network.architecture=" + getOrDefault(architecture),
                "image.size=" + getOrDefault(imageSize),
                "training.epochs=" + getOrDefault(maxIter),
                "training.learning-rate=" + getOrDefault(stepSize),
                "training.seed=" + getOrDefault(seed)));
        assignments.addAll(List.of(getOrDefault(keys)));
        return CohortConf.of(ConfLoader.load(assignments, Map.of()), ZonedDateTime.now());
    }

    @Override
    public CohortImageClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new DefaultParamsWriter(this);
    }

    /** Reads estimators that were written. */
    public static MLReader<CohortImageClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads an estimator that was written. */
    public static CohortImageClassifier load(String path) {
        return read().load(path);
    }
}
