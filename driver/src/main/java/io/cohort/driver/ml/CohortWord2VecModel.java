package io.cohort.driver.ml;

import io.cohort.worker.vectors.Nearest;
import io.cohort.worker.vectors.Neighbour;
import io.cohort.worker.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Seq;

/**
 * Word vectors that {@link CohortWord2Vec} trained. They lie in files; the driver and each executor that needs them read them once.
 */
public final class CohortWord2VecModel extends Model<CohortWord2VecModel> implements Word2VecParams, MLWritable {
    private static final long serialVersionUID = 1L;
    private static final int ROWS_A_TASK = 50_000;

    private final String uid;
    private final String directory;
    private final Word2VecParamSet words;
    private final transient SparkSession session;

    /**
     * @param uid of the estimator
     * @param directory of the vectors, qualified with its file system
     * @param session to make DataFrames with
     */
    CohortWord2VecModel(String uid, String directory, SparkSession session) {
        this.uid = uid;
        this.directory = directory;
        this.words = new Word2VecParamSet(this);
        this.session = session;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Word2VecParamSet words() {
        return words;
    }

    /** Where the vectors lie: what {@code ./cohort nearest} takes as MODEL. */
    public String directory() {
        return directory;
    }

    public CohortWord2VecModel setInputCol(String value) {
        return (CohortWord2VecModel) set(inputCol(), value);
    }

    public CohortWord2VecModel setOutputCol(String value) {
        return (CohortWord2VecModel) set(outputCol(), value);
    }

    private SharedVectors shared() {
        return new SharedVectors(directory, JavaSparkContext.fromSparkContext(session.sparkContext()));
    }

    private WordVectors vectors() {
        return shared().here();
    }

    /** All words and their vectors: columns {@code word} and {@code vector}. */
    public Dataset<Row> getVectors() {
        SharedVectors shared = shared();
        int size = vectors().size();
        int tasks = (size + ROWS_A_TASK - 1) / ROWS_A_TASK;
        List<Integer> parts = new ArrayList<>();
        for (int part = 0; part < tasks; part++) {
            parts.add(part);
        }
        var rows = JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(parts, tasks)
                .flatMap(part -> shared.rows(part * ROWS_A_TASK, ROWS_A_TASK).iterator());
        return session.createDataFrame(rows, new StructType(new StructField[] {
            DataTypes.createStructField("word", DataTypes.StringType, false),
            DataTypes.createStructField("vector", SQLDataTypes.VectorType(), false)
        }));
    }

    /**
     * Words that are most like a word, without it.
     *
     * @param word of the vocabulary
     * @param num how many
     * @return columns {@code word} and {@code similarity}, the cosine
     * @throws IllegalStateException if the vocabulary does not have the word
     */
    public Dataset<Row> findSynonyms(String word, int num) {
        return frame(findSynonymsArray(word, num));
    }

    /** Words whose vectors are most like a vector; as {@link #findSynonyms(String, int)}. */
    public Dataset<Row> findSynonyms(Vector vector, int num) {
        return frame(findSynonymsArray(vector, num));
    }

    /** As {@link #findSynonyms(String, int)}, as pairs of word and cosine. */
    public Tuple2<String, Object>[] findSynonymsArray(String word, int num) {
        WordVectors all = vectors();
        int id = all.words().id(Tokens.encode(word));
        if (id < 0) {
            throw new IllegalStateException("the vocabulary of " + directory + " does not have the word " + word
                    + "; it has the words that occur minCount (" + getMinCount() + ") times");
        }
        return pairs(new Nearest(all).of(id, num));
    }

    /** As {@link #findSynonyms(Vector, int)}, as pairs of word and cosine. */
    public Tuple2<String, Object>[] findSynonymsArray(Vector vector, int num) {
        WordVectors all = vectors();
        if (vector.size() != all.dimension()) {
            throw new IllegalArgumentException("the vector has " + vector.size() + " numbers, but those of " + directory
                    + " have " + all.dimension());
        }
        return pairs(new Nearest(all).of(vector.toArray(), num));
    }

    @SuppressWarnings("unchecked")
    private static Tuple2<String, Object>[] pairs(List<Neighbour> found) {
        return found.stream()
                .map(neighbour -> new Tuple2<String, Object>(Tokens.decode(neighbour.word()), neighbour.cosine()))
                .toArray(Tuple2[]::new);
    }

    private Dataset<Row> frame(Tuple2<String, Object>[] pairs) {
        List<Row> rows = Arrays.stream(pairs)
                .map(pair -> RowFactory.create(pair._1(), pair._2()))
                .toList();
        return session.createDataFrame(rows, new StructType(new StructField[] {
            DataTypes.createStructField("word", DataTypes.StringType, false),
            DataTypes.createStructField("similarity", DataTypes.DoubleType, false)
        }));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return withVectors(schema, SQLDataTypes.VectorType());
    }

    /**
     * Adds to each row the sum of its words' vectors by the number of its words, unknown ones included, as Spark's own model
     * does; zeros for a row without words or with a null.
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        SharedVectors shared = shared();
        UDF1<Seq<String>, Vector> mean = shared::mean;
        return dataset.withColumn(
                getOutputCol(), functions.udf(mean, SQLDataTypes.VectorType()).apply(dataset.col(getInputCol())));
    }

    @Override
    public CohortWord2VecModel copy(ParamMap extra) {
        CohortWord2VecModel copy = new CohortWord2VecModel(uid, directory, session);
        copyValues(copy, extra);
        return (CohortWord2VecModel) copy.setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer<>(this, directory);
    }

    /** Reads models that were written. */
    public static MLReader<CohortWord2VecModel> read() {
        return new ModelFiles.Reader<>(CohortWord2VecModel.class, CohortWord2VecModel::new);
    }

    /** Reads a model that was written. */
    public static CohortWord2VecModel load(String path) {
        return read().load(path);
    }
}
