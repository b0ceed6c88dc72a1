package io.cohort.bench;

import io.cohort.driver.ml.CohortWord2Vec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The Spark ML estimator on local[2], as one JSON document: run.json with the seconds that fit took. */
@Command(
        name = "EstimatorFit",
        mixinStandardHelpOptions = true,
        description = "CohortWord2Vec in a Spark session of its own; started by estimator.sh.")
final class EstimatorFit implements Callable<Integer> {
    @Parameters(index = "0", description = "plain text, a line a sentence")
    private Path text;

    @Parameters(index = "1", description = "directory of the fit; must not exist")
    private Path directory;

    @Option(names = "--epochs", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new EstimatorFit(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("CohortWord2Vec")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            Dataset<Row> sentences = spark.read()
                    .text(text.toUri().toString())
                    .select(functions.split(functions.col("value"), " ").as("text"));
            long start = System.nanoTime();
            new CohortWord2Vec()
                    .setInputCol("text")
                    .setOutputCol("result")
                    .setMaxIter(epochs)
                    .setDirectory(directory.toUri().toString())
                    .fit(sentences);
            double seconds = (System.nanoTime() - start) * 1e-9;
            String run = Files.readString(directory.resolve("run/run.json")).strip();
            System.out.println(run.substring(0, run.length() - 1) + ", \"seconds_fit\": " + seconds + "}");
        }
        return 0;
    }
}
