package io.cohort.driver.ml;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Word vectors in the place of {@code org.apache.spark.ml.feature.Word2Vec}: the same parameters and methods, trained by
 * Cohort (skip-gram with negative sampling in stratified steps), so that quality does not fall with the number of workers and the same rows and seed give
 * the same bits everywhere.
 *
 * <p>Not as Spark's own: {@code subsample} thins out frequent words (1e-4; 0 for a text of a few thousand words); {@code
 * numPartitions} has no influence; a {@code minCount} of 0 is one of 1, for words that do not occur have no vector.
 *
 * <p>The words are written to a text below {@code directory}, which all executors must reach, and the run beside it. Without a directory both lie in a
 * temporary one on the default file system, which is removed when the driver ends: write the model to keep it. With one, a fit that was killed goes on when it is
 * called again with the same rows and parameters.
 */
public final class CohortWord2Vec extends Estimator<CohortWord2VecModel> implements Word2VecParams, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Word2VecParamSet words;
    private final Param<String> directory;
    private final StringArrayParam keys;

    public CohortWord2Vec() {
        this(Identifiable$.MODULE$.randomUID("cohort-w2v"));
    }

    /** @param uid names this estimator among the stages of a pipeline */
    public CohortWord2Vec(String uid) {
        this.uid = uid;
        this.words = new Word2VecParamSet(this);
        this.directory = new Param<>(this, "directory", "where text and run lie; all executors must reach it");
        this.keys = new StringArrayParam(this, "keys", "more keys of Cohort, each KEY=VALUE, as behind -D");
        setDefault(vectorSize(), 100);
        setDefault(windowSize(), 5);
        setDefault(numPartitions(), 1);
        setDefault(minCount(), 5);
        setDefault(maxSentenceLength(), 1000);
        setDefault(stepSize(), 0.025);
        setDefault(maxIter(), 1);
        setDefault(seed(), 1L);
        setDefault(negatives(), 5);
        setDefault(subsample(), 1e-4);
        setDefault(outputCol(), uid + "__output");
        setDefault(directory, "");
        setDefault(keys, new String[0]);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Word2VecParamSet words() {
        return words;
    }

    /** Where text and run lie, a path or URI; empty for a temporary directory. */
    public Param<String> directory() {
        return directory;
    }

    /** More keys of Cohort's configuration, each {@code KEY=VALUE}. */
    public StringArrayParam keys() {
        return keys;
    }

    public CohortWord2Vec setInputCol(String value) {
        return (CohortWord2Vec) set(inputCol(), value);
    }

    public CohortWord2Vec setOutputCol(String value) {
        return (CohortWord2Vec) set(outputCol(), value);
    }

    public CohortWord2Vec setVectorSize(int value) {
        return (CohortWord2Vec) set(vectorSize(), value);
    }

    public CohortWord2Vec setWindowSize(int value) {
        return (CohortWord2Vec) set(windowSize(), value);
    }

    public CohortWord2Vec setNumPartitions(int value) {
        return (CohortWord2Vec) set(numPartitions(), value);
    }

    public CohortWord2Vec setMinCount(int value) {
        return (CohortWord2Vec) set(minCount(), value);
    }

    public CohortWord2Vec setMaxSentenceLength(int value) {
        return (CohortWord2Vec) set(maxSentenceLength(), value);
    }

    public CohortWord2Vec setStepSize(double value) {
        return (CohortWord2Vec) set(stepSize(), value);
    }

    public CohortWord2Vec setMaxIter(int value) {
        return (CohortWord2Vec) set(maxIter(), value);
    }

    public CohortWord2Vec setSeed(long value) {
        return (CohortWord2Vec) set(seed(), value);
    }

    public CohortWord2Vec setNegatives(int value) {
        return (CohortWord2Vec) set(negatives(), value);
    }

    public CohortWord2Vec setSubsample(double value) {
        return (CohortWord2Vec) set(subsample(), value);
    }

    public CohortWord2Vec setDirectory(String value) {
        return (CohortWord2Vec) set(directory, value);
    }

    public CohortWord2Vec setKeys(String[] value) {
        return (CohortWord2Vec) set(keys, value);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return withVectors(schema, SQLDataTypes.VectorType());
    }

    /**
     * Trains.
     *
     * @param dataset its column {@code inputCol} holds the sentences; null and empty ones are passed over
     * @throws IllegalArgumentException if that column is missing or of another type
     * @throws io.cohort.driver.conf.ConfigurationException if a parameter is out of its range; names Cohort's key
     * @throws io.cohort.worker.BadInputException if there is nothing to train on
     */
    @Override
    public CohortWord2VecModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        FitFolder folder = FitFolder.of(getOrDefault(directory), "cohort-word2vec", spark.hadoopConfiguration());
        Path text = folder.write(dataset, getInputCol());
        FitTraining.run(conf(text, folder.run()), spark);
        CohortWord2VecModel model =
                new CohortWord2VecModel(uid, new Path(folder.run(), "model").toString(), dataset.sparkSession());
        copyValues(model, ParamMap.empty());
        return (CohortWord2VecModel) model.setParent(this);
    }

    private CohortConf conf(Path text, Path run) {
        List<String> assignments = new ArrayList<>(List.of(
                "input.path=" + text,
                "run.directory=" + run,
                "text.split=whitespace",
                "text.lower-case=false",
                "text.max-sentence-words=" + getMaxSentenceLength(),
                "training.epochs=" + getMaxIter(),
                "training.seed=" + getSeed(),
                "training.learning-rate=" + getStepSize(),
                "word-vectors.dimension=" + getVectorSize(),
                "word-vectors.window=" + getWindowSize(),
                "word-vectors.negatives=" + getNegatives(),
                "word-vectors.subsample=" + getSubsample(),
                "word-vectors.min-count=" + Math.max(1, getMinCount())));
        assignments.addAll(List.of(getOrDefault(keys)));
        return CohortConf.of(ConfLoader.load(assignments, Map.of()), ZonedDateTime.now());
    }

    @Override
    public CohortWord2Vec copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new DefaultParamsWriter(this);
    }

    /** Reads estimators that were written. */
    public static MLReader<CohortWord2Vec> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads an estimator that was written. */
    public static CohortWord2Vec load(String path) {
        return read().load(path);
    }
}
