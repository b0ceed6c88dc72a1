package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.Stages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

    /** The examples where reading can find some broken that listing did not; nothing if listing has read them. */
    Optional<ExampleSourceSpec> unread();

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

    /** The network and its examples where they are images that its layers can be shown. */
    default Optional<ShownNetwork> shown() {
        return Optional.empty();
    }

    /**
     * Examples as they are written in a file.
     *
     * @param examples their numbers
     * @return nothing for examples that are no trees
     * @throws IOException if the file system fails
     */
    default List<String> written(int[] examples, Configuration hadoop) throws IOException {
        return List.of();
    }

    /** Words of the training trees in the order of their numbers; empty but for trees. */
    List<String> words();

    /** Whether the last term of an example, its root, stands for the whole of it. */
    default boolean hasRoots() {
        return !words().isEmpty();
    }

    /**
     * Native memory that a replica takes while it trains, roughly, in bytes.
     *
     * @param batch examples of a minibatch
     * @throws io.cohort.driver.conf.ConfigurationException if there is no such network
     * @throws io.cohort.worker.BadInputException if it does not fit the examples
     */
    long nativeBytes(int batch);

    /**
     * Compares the gradients that training computes with finite differences, in this process.
     *
     * @param examples how many at most
     * @param samples derivatives of each group that are compared, at most
     * @param hadoop to read examples with
     * @return the groups in the order of the parameters
     * @throws IOException if the file system fails
     */
    List<CheckedGradient> checkGradients(int examples, int samples, Configuration hadoop) throws IOException;
}
