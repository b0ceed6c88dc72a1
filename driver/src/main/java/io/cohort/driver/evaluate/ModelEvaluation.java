package io.cohort.driver.evaluate;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.step.NetworkReplicas;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.Scores;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A finished network over input of the user's. */
public final class ModelEvaluation {
    private ModelEvaluation() {}

    /**
     * Scores the input.
     *
     * @param spark where; stays open
     * @param subject the network over the input
     * @return the scores of all examples
     * @throws io.cohort.worker.BadInputException if an example cannot be read
     */
    public static Scores scores(JavaSparkContext spark, Subject subject) {
        return evaluated(spark, subject, Evaluation::run);
    }

    /**
     * Computes the outputs of some examples, in tasks.
     *
     * @param spark where; stays open
     * @param subject the network over the input
     * @return outputs, some examples each, in the order of the examples
     * @throws io.cohort.worker.BadInputException if an example cannot be read
     */
    public static List<ScoredExamples> outputs(JavaSparkContext spark, Subject subject) {
        return evaluated(spark, subject, Evaluation::outputs);
    }

    private static <T> T evaluated(
            JavaSparkContext spark, Subject subject, BiFunction<Cluster, Evaluation.Job, T> work) {
        String scope = UUID.randomUUID().toString();
        try (Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(subject.folder(), scope, cluster.hadoopBroadcast());
            Broadcast<byte[]> spec = cluster.broadcast(JavaBytes.of(subject.replicas()));
            Evaluation.Job job = new Evaluation.Job(
                    files,
                    new NetworkReplicas(files, spec, "evaluation"),
                    subject.parameters(),
                    subject.examples(),
                    subject.batch());
            return work.apply(cluster, job);
        } finally {
            ExecutorScope.forget(scope);
        }
    }
}
