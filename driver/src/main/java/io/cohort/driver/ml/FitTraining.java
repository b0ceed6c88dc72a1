package io.cohort.driver.ml;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.report.Progress;
import io.cohort.driver.run.Failure;
import io.cohort.driver.run.TrainingRun;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** A run of Cohort within a fit: silent, and what fails in a task is told in its own words. */
final class FitTraining {
    private FitTraining() {}

    /** Trains, or goes on with a run that was killed. */
    static void run(CohortConf conf, JavaSparkContext spark) {
        try (Progress silent = new Progress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, 60)) {
            explained(() -> new TrainingRun(conf, spark, silent).run(true));
        }
    }

    /** Does something in Spark, which throws checked exceptions that no method declares. */
    static <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception e) {
            throw Failure.unchecked(e);
        }
    }
}
