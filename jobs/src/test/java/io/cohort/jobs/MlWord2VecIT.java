package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.ml.CohortWord2Vec;
import io.cohort.driver.ml.CohortWord2VecModel;
import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.feature.Word2Vec;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The estimator in a user's own Spark session, beside Spark's own. */
@Timeout(240)
class MlWord2VecIT {
    private static final StructType SENTENCES = new StructType(new StructField[] {
        new StructField("text", DataTypes.createArrayType(DataTypes.StringType), true, Metadata.empty())
    });

    @TempDir
    Path folder;

    private SparkSession spark;

    @BeforeEach
    void open() {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("ml")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }

    @AfterEach
    void close() {
        spark.close();
    }

    private Dataset<Row> sentences(List<List<String>> sentences) {
        List<Row> rows = new ArrayList<>();
        sentences.forEach(
                words -> rows.add(RowFactory.create((Object) (words == null ? null : words.toArray(String[]::new)))));
        return spark.createDataFrame(rows, SENTENCES);
    }

    /** Three sentences as in Spark's guide, in words of our own. */
    private Dataset<Row> example() {
        return sentences(List.of(
                List.of("vectors", "say", "what", "words", "mean"),
                List.of("a", "cluster", "trains", "vectors", "of", "words"),
                List.of("words", "keep", "company")));
    }

    private static CohortWord2Vec small() {
        return new CohortWord2Vec()
                .setInputCol("text")
                .setOutputCol("result")
                .setVectorSize(3)
                .setMinCount(0)
                .setSubsample(0);
    }

    private static Map<String, Vector> byWord(Dataset<Row> vectors) {
        Map<String, Vector> byWord = new HashMap<>();
        vectors.collectAsList().forEach(row -> byWord.put(row.getString(0), row.getAs(1)));
        return byWord;
    }

    @Test
    void doesWhatSparksOwnDoesWithOneNameChanged() {
        Dataset<Row> text = example();
        Dataset<Row> theirs = new Word2Vec()
                .setInputCol("text")
                .setOutputCol("result")
                .setVectorSize(3)
                .setMinCount(0)
                .fit(text)
                .transform(text);

        CohortWord2VecModel model = small().fit(text);
        Dataset<Row> ours = model.transform(text);

        assertThat(ours.schema().simpleString()).isEqualTo(theirs.schema().simpleString());
        Map<String, Vector> vectors = byWord(model.getVectors());
        assertThat(vectors.keySet())
                .containsExactlyInAnyOrder(
                        "vectors", "say", "what", "words", "mean", "a", "cluster", "trains", "of", "keep", "company");
        for (Row row : ours.collectAsList()) {
            double[] mean = new double[3];
            List<String> words = row.getList(0);
            words.forEach(word ->
                    Arrays.setAll(mean, i -> mean[i] + vectors.get(word).apply(i) / words.size()));
            assertThat(((Vector) row.getAs("result")).toArray()).containsExactly(mean, within(1e-9));
        }
        assertThat(model.findSynonyms("words", 4).columns()).containsExactly("word", "similarity");
        assertThat(model.findSynonymsArray("words", 4))
                .hasSize(4)
                .noneMatch(pair -> pair._1().equals("words"));
        assertThat(model.findSynonymsArray(vectors.get("keep"), 1)[0]._1()).isEqualTo("keep");
        assertThatThrownBy(() -> model.findSynonyms("absent", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not have the word absent");
        assertThatThrownBy(() -> model.findSynonyms(Vectors.dense(1, 2), 1)).hasMessageContaining("has 2 numbers");
    }

    @Test
    void unknownWordsCountAndRowsWithoutWordsAreZeros() {
        CohortWord2VecModel model = small().fit(example());
        Map<String, Vector> vectors = byWord(model.getVectors());

        List<List<String>> rows = new ArrayList<>(List.of(List.of("words", "unknown"), List.of()));
        rows.add(null);
        List<Row> found = model.transform(sentences(rows)).collectAsList();

        assertThat(((Vector) found.get(0).getAs("result")).apply(1))
                .isEqualTo(vectors.get("words").apply(1) / 2);
        assertThat(((Vector) found.get(1).getAs("result")).toArray()).containsExactly(0, 0, 0);
        assertThat(((Vector) found.get(2).getAs("result")).toArray()).containsExactly(0, 0, 0);
    }

    @Test
    void anotherModelInTheSamePlaceIsReadAnew() throws IOException {
        CohortWord2Vec estimator = small().setDirectory(folder.resolve("fit").toString());
        Map<String, Vector> first = byWord(estimator.fit(example()).getVectors());
        try (var files = Files.walk(folder.resolve("fit"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        Map<String, Vector> second = byWord(estimator.setSeed(2).fit(example()).getVectors());

        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second).isNotEqualTo(first);
    }

    /** What the command line trains on the same lines, to the bit. */
    @Test
    void trainsTheSameBitsAsTheCommandLineAndGoesOnWithAFormerFit() throws IOException {
        Path text = SmallText.write(folder.resolve("part-00000"), 2_000);
        List<List<String>> sentences = Files.readAllLines(text).stream()
                .map(line -> List.of(line.split(" ")))
                .toList();
        CohortWord2Vec estimator = new CohortWord2Vec()
                .setInputCol("text")
                .setVectorSize(20)
                .setMaxIter(2)
                .setDirectory(folder.resolve("fit").toString());
        Dataset<Row> rows = sentences(sentences).coalesce(1);

        Map<String, Vector> vectors = byWord(estimator.fit(rows).getVectors());
        String first = Files.readString(folder.resolve("fit/run/run.json"));
        Map<String, Vector> again = byWord(estimator.fit(rows).getVectors());
        String second = Files.readString(folder.resolve("fit/run/run.json"));
        spark.close();
        JsonNode run = CommandResult.of(TrainArguments.of(
                        text,
                        folder.resolve("run"),
                        "training.learning-rate=0.025",
                        "text.lower-case=false",
                        "word-vectors.subsample=1e-4",
                        "--json"))
                .json();

        assertThat(again).isEqualTo(vectors);
        assertThat(second).isEqualTo(first);
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(first)
                        .path("model_sha256"))
                .isEqualTo(run.path("model_sha256"));
    }

    @Test
    void worksInAPipelineThatIsSavedLoadedAndTuned() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(RowFactory.create(
                    i % 2 == 0 ? "Rain wind cloud storm " + i : "Bread salt oven flour " + i, i % 2.0));
        }
        Dataset<Row> labelled = spark.createDataFrame(
                        rows, new StructType().add("line", DataTypes.StringType).add("label", DataTypes.DoubleType))
                .repartition(2);
        CohortWord2Vec words = new CohortWord2Vec()
                .setInputCol("words")
                .setOutputCol("features")
                .setMinCount(1)
                .setSubsample(0)
                .setMaxIter(3)
                .setSeed(7);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new Tokenizer().setInputCol("line").setOutputCol("words"), words, new LogisticRegression().setMaxIter(5)
        });
        CrossValidatorModel tuned = new CrossValidator()
                .setEstimator(pipeline)
                .setEvaluator(new BinaryClassificationEvaluator())
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(words.vectorSize(), new int[] {2, 8})
                        .build())
                .setNumFolds(2)
                .fit(labelled);
        PipelineModel best = (PipelineModel) tuned.bestModel();

        best.save(folder.resolve("pipeline").toString());
        PipelineModel loaded = PipelineModel.load(folder.resolve("pipeline").toString());

        assertThat(tuned.avgMetrics()).hasSize(2);
        assertThat(loaded.transform(labelled).select("features", "prediction").collectAsList())
                .isEqualTo(best.transform(labelled)
                        .select("features", "prediction")
                        .collectAsList());
        CohortWord2VecModel stage = (CohortWord2VecModel) loaded.stages()[1];
        assertThat(stage.getSeed()).isEqualTo(7);
        assertThat(stage.getVectorSize()).isIn(2, 8);
        assertThat(stage.directory()).startsWith("file:" + folder.resolve("pipeline"));
    }

    /** The calls that PySpark's wrappers of estimators make. */
    @Test
    void isCalledThroughTheGatewayOfPySpark() throws IOException {
        try (PySparkGateway python = new PySparkGateway(example())) {
            String estimator = python.create(CohortWord2Vec.class.getName());
            for (String[] param : new String[][] {
                {"inputCol", "stext"}, {"vectorSize", "i7"}, {"minCount", "i0"}, {"subsample", "d0.0"}
            }) {
                String pair = python.call(python.call(estimator, "getParam", "s" + param[0]), "w", param[1]);
                python.call(estimator, "set", pair);
            }
            String model = python.call(estimator, "fit", PySparkGateway.ENTRY);

            assertThat(python.call(model, "getVectorSize")).isEqualTo("i7");
            String found = python.call(model, "findSynonyms", "swords", "i4");
            assertThat(python.call(found, "count")).isEqualTo("L4");
            assertThat(python.call(python.call(model, "transform", PySparkGateway.ENTRY), "count"))
                    .isEqualTo("L3");
        }
    }

    @Test
    void anEstimatorIsWrittenAndRead() throws IOException {
        CohortWord2Vec estimator = small().setSeed(5).setKeys(new String[] {"word-vectors.blocks=2"});
        estimator.write().overwrite().save(folder.resolve("estimator").toString());

        CohortWord2Vec read = CohortWord2Vec.load(folder.resolve("estimator").toString());

        assertThat(read.uid()).isEqualTo(estimator.uid());
        assertThat(read.getSeed()).isEqualTo(5);
        assertThat(read.getMinCount()).isZero();
        assertThat(read.getOutputCol()).isEqualTo("result");
        assertThat(read.getOrDefault(read.keys())).containsExactly("word-vectors.blocks=2");
        assertThat(byWord(read.fit(example()).getVectors()))
                .isEqualTo(byWord(estimator.fit(example()).getVectors()));
    }

    @Test
    void anyStringIsAWord() {
        List<String> odd =
                List.of("New York", "", "\\", "a\\20;b", "tab\tstop", "line\nfeed", "\u00a0", "😀", "ſ", "\uFEFF", ";");

        CohortWord2VecModel model = small().fit(sentences(List.of(odd, odd)));

        assertThat(byWord(model.getVectors()).keySet()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(model.findSynonymsArray("New York", 10)).hasSize(10);
    }

    @Test
    void wrongColumnsAndRowsAreNamed() {
        Dataset<Row> text = example();
        assertThatThrownBy(() -> small().setInputCol("txt").fit(text))
                .hasMessageContaining("inputCol: there is no column txt; there are text");
        assertThatThrownBy(() -> small().setOutputCol("text").fit(text))
                .hasMessageContaining("outputCol: there is a column text already");
        assertThatThrownBy(() -> small().setInputCol("id").fit(spark.range(3).toDF()))
                .hasMessageContaining("column id must be of type array<string>, but is bigint");
        assertThatThrownBy(() -> small().setVectorSize(0)).hasMessageContaining("vectorSize given invalid value 0");
        assertThatThrownBy(() -> small().fit(sentences(List.of(Arrays.asList("a", null)))))
                .isInstanceOfAny(SparkException.class, BadInputException.class)
                .hasStackTraceContaining("column text has a row with a null among its words: [a]");
        assertThatThrownBy(() -> small().fit(sentences(List.of(List.of("x".repeat(1001))))))
                .hasStackTraceContaining("column text has a word of more than 1000 bytes");
        assertThatThrownBy(() -> small().fit(sentences(List.of(List.of()))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("column text holds no words");
        assertThatThrownBy(() ->
                        small().setKeys(new String[] {"word-vectors.blokcs=2"}).fit(text))
                .hasMessageContaining("word-vectors.blocks");
    }
}
