package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;

/**
 * After a step that diverged: which of a replica's examples has a loss that is no number already in the state before the step.
 * Returns its number, or −1 if there is none, so that the rate is to blame and not the data.
 */
final class FirstBadExample implements TaskBody<Void, Integer> {
    private static final long serialVersionUID = 1L;

    private final RunFiles files;
    private final NetworkReplicas replicas;
    private final NetworkState state;
    private final int[] examples;

    /** @param examples numbers, in the order in which the replica took them */
    FirstBadExample(RunFiles files, NetworkReplicas replicas, NetworkState state, int[] examples) {
        this.files = files;
        this.replicas = replicas;
        this.state = state;
        this.examples = examples;
    }

    @Override
    public Iterator<Integer> run(int task, Iterator<Void> none, TaskContext context) throws IOException {
        float[] parameters = state.read(files);
        float[] updaterState = state.updaterState(files::read);
        int found = replicas.here().use(model -> {
            model.load(parameters, updaterState);
            for (int example : examples) {
                if (!Double.isFinite(model.score(new int[] {example}).loss())) {
                    return example;
                }
            }
            return -1;
        });
        return List.of(found).iterator();
    }
}
