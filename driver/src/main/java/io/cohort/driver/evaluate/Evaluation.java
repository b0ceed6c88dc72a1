package io.cohort.driver.evaluate;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.step.NetworkReplicas;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Scores the examples of a catalog with a state. What comes out does not depend on how many tasks shared the work. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * What is evaluated.
     *
     * @param files the directory of the parameters' files
     * @param replicas built over the examples to be scored
     * @param parameters of the network
     * @param examples how many examples there are
     * @param batch how many are scored at once, at least 1
     */
    public record Job(RunFiles files, NetworkReplicas replicas, ParameterSource parameters, int examples, int batch)
            implements java.io.Serializable {
        int batches() {
            return (examples + batch - 1) / batch;
        }

        /** Outputs of some batches, one after the other. */
        private <T> Iterator<T> each(int from, int to, Function<ScoredExamples, T> made) throws IOException {
            float[] read = parameters.read(files);
            return replicas.here().use(replica -> {
                replica.load(read, new float[replica.layout().updaterState()]);
                List<T> results = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    int end = Math.min(examples, (i + 1) * batch);
                    results.add(made.apply(
                            replica.score(IntStream.range(i * batch, end).toArray())));
                }
                return results.iterator();
            });
        }
    }

    /**
     * Evaluates.
     *
     * @param cluster where it runs
     * @param job what to evaluate
     * @return the scores of all examples
     * @throws io.cohort.worker.BadInputException if an example cannot be read
     */
    public static Scores run(Cluster cluster, Job job) {
        // One a batch: losses are added up in the order of the examples, whoever scored them.
        return shared(cluster, job, Scores::of).stream().reduce(Scores.NONE, Scores::plus);
    }

    /**
     * Computes outputs.
     *
     * @param cluster where it runs
     * @param job what to evaluate
     * @return outputs of each batch, in the order of the examples
     * @throws io.cohort.worker.BadInputException if an example cannot be read
     */
    public static List<ScoredExamples> outputs(Cluster cluster, Job job) {
        return shared(cluster, job, scored -> scored);
    }

    /** A function that travels to tasks. */
    private interface Function<A, B> extends java.io.Serializable {
        B apply(A value);
    }

    private static <T> List<T> shared(Cluster cluster, Job job, Function<ScoredExamples, T> made) {
        int batches = job.batches();
        int tasks = Math.max(1, Math.min(batches, cluster.slots()));
        return cluster.run("evaluate", Cluster.TRAIN, tasks, (task, none, context) -> {
            int from = (int) ((long) batches * task / tasks);
            int to = (int) ((long) batches * (task + 1) / tasks);
            return job.each(from, to, made);
        });
    }
}
