package io.cohort.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.feature.Word2Vec;
import org.apache.spark.mllib.feature.Word2VecModel;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Spark MLlib's Word2Vec on local[2], one iteration, as one JSON document. */
@Command(
        name = "MllibFit",
        mixinStandardHelpOptions = true,
        description = "One iteration of Spark MLlib's Word2Vec on local[2]; started by mllib.sh.")
final class MllibFit implements Callable<Integer> {
    @Parameters(index = "0", description = "plain text, a line a sentence")
    private Path text;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    /** When the first job of fit ended: it is the one that counts words, and the only one before training. */
    private static final class FirstJob extends SparkListener {
        private long ended;

        @Override
        public synchronized void onJobEnd(SparkListenerJobEnd end) {
            if (ended == 0) {
                ended = end.time();
            }
        }

        synchronized long ended() {
            return ended;
        }
    }

    public static void main(String[] arguments) {
        BenchmarkMain.run(new MllibFit(), arguments);
    }

    @Override
    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    public Integer call() throws Exception {
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("MLlib Word2Vec")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        FirstJob counting = new FirstJob();
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            JavaRDD<List<String>> sentences = spark.textFile(text.toUri().toString(), 2)
                    .map(line -> Arrays.asList(line.split(" ", -1)))
                    .cache();
            long count = sentences.count();
            spark.sc().addSparkListener(counting);
            long start = System.currentTimeMillis();
            Word2VecModel model = new Word2Vec()
                    .setVectorSize(dimension)
                    .setWindowSize(5)
                    .setMinCount(5)
                    .setMaxSentenceLength(1000)
                    .setNumPartitions(2)
                    .setNumIterations(1)
                    .setSeed(1)
                    .fit(sentences);
            long end = System.currentTimeMillis();
            System.out.println(new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "sentences",
                            count,
                            "vocabulary",
                            model.getVectors().size(),
                            "seconds_fit",
                            (end - start) * 1e-3,
                            "seconds_train",
                            (end - counting.ended()) * 1e-3)));
        }
        return 0;
    }
}
