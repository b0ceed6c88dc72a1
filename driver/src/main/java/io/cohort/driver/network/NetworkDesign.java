package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.Stages;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A network over some examples, as far as it is known before anything is built. */
public interface NetworkDesign {
    /** The configuration, with what was found out about what it leaves open. */
    CohortConf conf();

    /** The examples. */
    ExampleCatalog catalog();

    /** What builds replicas over these examples. */
    ReplicaSpec spec();

    /**
     * The same without some examples.
     *
     * @param examples their numbers
     */
    NetworkDesign without(int[] examples);

    /**
     * The same network over other examples of the same kind.
     *
     * @param path where they are
     * @param labels as {@code input.labels}
     * @param part two shares between which the examples that count lie
     * @param hadoop to list files with
     * @throws io.cohort.worker.BadInputException if they cannot be used
     * @throws IOException if the file system fails
     */
    NetworkDesign over(String path, String labels, List<Double> part, Configuration hadoop) throws IOException;

    /** Classes, scaling and shape of the training input. */
    ExampleSettings.Learned learned();

    /** What is wrong with each example that listing has left out already. */
    List<String> broken();

    /** Where the first parameters come from, in words; empty where they are random. */
    default String origin() {
        return "";
    }

    /** The stages that its training has. */
    default Stages stages() {
        return Stages.ONE;
    }

    /** Words of the training trees in the order of their numbers; empty but for trees. */
    List<String> words();
}
