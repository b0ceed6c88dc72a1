package io.cohort.driver.evaluate;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.step.NetworkReplicas;
import io.cohort.driver.step.NetworkState;
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
     * @param files the directory of the state's files
     * @param replicas built over the examples to be scored
     * @param state the parameters
     * @param examples how many examples there are
     * @param batch how many are scored at once, at least 1
     */
    public record Job(RunFiles files, NetworkReplicas replicas, NetworkState state, int examples, int batch)
            implements java.io.Serializable {
        int batches() {
            return (examples + batch - 1) / batch;
        }

        /** Scores of some batches, one each: losses are added up in the order of the examples, whoever scored them. */
        Iterator<Scores> score(int from, int to) throws IOException {
            float[] parameters = state.parameters(files);
            float[] updaterState = new float[state.tables().layout().updaterState()];
            return replicas.here().use(replica -> {
                replica.load(parameters, updaterState);
                List<Scores> scores = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    int end = Math.min(examples, (i + 1) * batch);
                    scores.add(Scores.of(
                            replica.score(IntStream.range(i * batch, end).toArray())));
                }
                return scores.iterator();
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
        int batches = job.batches();
        int tasks = Math.max(1, Math.min(batches, cluster.slots()));
        List<Scores> scores = cluster.run("evaluate", Cluster.TRAIN, tasks, (task, none, context) -> {
            int from = (int) ((long) batches * task / tasks);
            int to = (int) ((long) batches * (task + 1) / tasks);
            return job.score(from, to);
        });
        return scores.stream().reduce(Scores.NONE, Scores::plus);
    }
}
