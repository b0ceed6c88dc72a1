package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.ml.CohortImageClassifier;
import io.cohort.driver.ml.CohortImageClassifierModel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image classifier in a user's own Spark session, on files of Spark's two sources. */
@Timeout(240)
class MlImageClassifierIT {
    private static final int SIDE = 20;
    private static final int EACH = 40;

    @TempDir
    static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void open() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int kind : new int[] {0, 1, 3}) {
            Path files = Files.createDirectories(folder.resolve("pictures/kind" + kind));
            for (int i = 0; i < EACH; i++) {
                ImageIO.write(
                        picture(kind, random), "png", files.resolve(i + ".png").toFile());
            }
        }
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("images")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.hadoop.hadoop.tmp.dir", folder.toString())
                .getOrCreate();
    }

    @AfterAll
    static void close() {
        spark.close();
    }

    /** A disc, a square or a cross of some colour somewhere. */
    private static BufferedImage picture(int kind, SplittableRandom random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(120 + random.nextInt(130), 120 + random.nextInt(130), 120 + random.nextInt(130)));
        int x = 1 + random.nextInt(5);
        int y = 1 + random.nextInt(5);
        switch (kind) {
            case 0 -> pen.fillOval(x, y, 13, 13);
            case 1 -> pen.drawRect(x, y, 12, 12);
            default -> {
                pen.drawLine(x, y, x + 12, y + 12);
                pen.drawLine(x + 12, y, x, y + 12);
            }
        }
        pen.dispose();
        return image;
    }

    private static Dataset<Row> binary() {
        return spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", true)
                .load(folder.resolve("pictures").toString())
                .withColumn(
                        "label",
                        functions
                                .regexp_extract(functions.col("path"), "kind(\\d)", 1)
                                .cast("double"))
                .orderBy("path")
                .coalesce(2)
                .select("path", "content", "label");
    }

    private static CohortImageClassifier classifier() {
        return new CohortImageClassifier()
                .setArchitecture("lenet")
                .setImageSize(SIDE)
                .setMaxIter(12)
                .setStepSize(0.02)
                .setKeys(new String[] {"training.batch-size=8", "report.pictures=false"});
    }

    @Test
    void trainsInAPipelineThatIsSavedAndLoaded() throws IOException {
        Dataset<Row> rows = binary();
        Pipeline pipeline =
                new Pipeline().setStages(new PipelineStage[] {classifier().setImageCol("content")});

        PipelineModel model = pipeline.fit(rows);

        Dataset<Row> scored = model.transform(rows);
        double accuracy = new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(scored);
        assertThat(accuracy).isGreaterThan(0.9);
        List<Row> first = scored.select("prediction", "probability").collectAsList();
        assertThat(first).allSatisfy(row -> {
            Vector probability = row.getAs("probability");
            // Classes 0, 1 and 3: nothing is ever a 2.
            assertThat(probability.size()).isEqualTo(4);
            assertThat(probability.apply(2)).isZero();
            assertThat((int) row.<Double>getAs("prediction").doubleValue()).isEqualTo(probability.argmax());
        });
        model.write().overwrite().save("file://" + folder.resolve("saved"));
        PipelineModel loaded = PipelineModel.load("file://" + folder.resolve("saved"));
        assertThat(loaded.transform(rows).select("prediction", "probability").collectAsList())
                .isEqualTo(first);
    }

    @Test
    void theImageSourceGivesTheSameNetworkAsTheFiles() {
        Dataset<Row> files = binary();
        Dataset<Row> decoded = spark.read()
                .format("image")
                .option("recursiveFileLookup", true)
                .load(folder.resolve("pictures").toString())
                .withColumn("path", functions.col("image.origin"))
                .withColumn(
                        "label",
                        functions
                                .regexp_extract(functions.col("path"), "kind(\\d)", 1)
                                .cast("int"))
                .orderBy("path")
                .coalesce(2);

        CohortImageClassifierModel ofFiles =
                classifier().setMaxIter(2).setImageCol("content").fit(files);
        CohortImageClassifierModel ofImages = classifier().setMaxIter(2).fit(decoded);

        assertThat(ofImages.transform(decoded).select("probability").collectAsList())
                .isEqualTo(ofFiles.transform(files).select("probability").collectAsList());
        assertThat(ofImages.numClasses()).isEqualTo(4);
    }

    @Test
    void theCommandLineSaysTheSameOfAnImage() {
        Dataset<Row> rows = binary();
        CohortImageClassifierModel model = classifier()
                .setMaxIter(2)
                .setImageCol("content")
                .setDirectory(folder.resolve("kept").toString())
                .fit(rows);
        Row row = model.transform(rows).filter("path like '%kind1/7.png'").first();
        String file = folder.resolve("pictures/kind1/7.png").toString();
        spark.close();

        JsonNode predicted = CommandResult.of(
                        "predict", folder.resolve("kept/run").toString(), file, "--json", "-D", "spark.master=local[1]")
                .json()
                .get(0);

        Vector probability = row.getAs("probability");
        assertThat(predicted.path("probability").asDouble()).isEqualTo(probability.apply(probability.argmax()));
        assertThat(predicted.path("label").asInt()).isEqualTo(probability.argmax());
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @Test
    void columnsThatCannotBeTrainedOnAreNamed() {
        Dataset<Row> rows = binary();

        assertThatThrownBy(() -> classifier().fit(rows))
                .hasMessageContaining("imageCol: there is no column image; there are path, content, label");
        assertThatThrownBy(() -> classifier().setImageCol("path").fit(rows))
                .hasMessageContaining("imageCol: column path must be of type binary");
        assertThatThrownBy(() ->
                        classifier().setImageCol("content").setLabelCol("path").fit(rows))
                .hasMessageContaining("labelCol: column path must hold numbers")
                .hasMessageContaining("StringIndexer");
        assertThatThrownBy(() -> classifier().setImageCol("content").fit(rows.withColumn("label", functions.lit(0.5))))
                .hasMessageContaining("holds 0.5, but classes are whole numbers from 0");
        assertThatThrownBy(() -> classifier()
                        .setImageCol("content")
                        .fit(rows.withColumn("content", functions.lit(null).cast("binary"))))
                .hasMessageContaining("holds a row without an image (null)");
        assertThatThrownBy(() -> classifier().setImageCol("content").fit(rows.limit(0)))
                .hasMessageContaining("has no rows to train on");
        assertThatThrownBy(
                        () -> new CohortImageClassifier().setImageCol("content").fit(rows))
                .hasMessageContaining("imageSize is not set");
    }
}
