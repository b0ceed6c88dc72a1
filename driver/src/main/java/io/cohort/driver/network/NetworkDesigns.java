package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.worker.EditDistance;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.network.Architectures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finds the design that a conf asks for. */
public final class NetworkDesigns {
    private NetworkDesigns() {}

    /**
     * The network of a conf over its training input.
     *
     * @param conf with a network
     * @param hadoop to list files with
     * @throws io.cohort.worker.BadInputException if the input cannot be used
     * @throws ConfigurationException if a value is out of its range or there is no such architecture
     * @throws IOException if the file system fails
     */
    public static NetworkDesign list(CohortConf conf, Configuration hadoop) throws IOException {
        requireKnown(conf.network());
        if (isTree(conf) && NetworkConf.isGiven(conf.network().from())) {
            throw new ConfigurationException(
                    "network.from", conf.network().from(), "none: networks over trees begin from nothing");
        }
        return isTree(conf) ? TreeDesign.list(conf, hadoop) : LayeredDesign.list(conf, hadoop);
    }

    /**
     * A network that was trained, over other input.
     *
     * @param conf of the training
     * @param learned classes, scaling and shape of the training input
     * @param words of the training trees; empty but for trees
     * @param path where the input is
     * @param labels as {@code input.labels}
     * @param part two shares between which the examples that count lie
     * @param hadoop to list files with
     * @throws io.cohort.worker.BadInputException if the input cannot be used
     * @throws IOException if the file system fails
     */
    static NetworkDesign over(
            CohortConf conf,
            ExampleSettings.Learned learned,
            List<String> words,
            String path,
            String labels,
            List<Double> part,
            Configuration hadoop)
            throws IOException {
        return isTree(conf)
                ? TreeDesign.other(conf, learned, words, path, hadoop)
                : LayeredDesign.other(conf, learned, path, labels, part, hadoop);
    }

    private static boolean isTree(CohortConf conf) {
        return TreeDesign.ARCHITECTURES.containsKey(conf.network().architecture());
    }

    private static void requireKnown(NetworkConf network) {
        List<String> known = new ArrayList<>(Architectures.names());
        known.addAll(TreeDesign.ARCHITECTURES.keySet().stream().sorted().toList());
        if (NetworkConf.isGiven(network.architecture()) && !known.contains(network.architecture())) {
            throw new ConfigurationException(
                    "network.architecture",
                    network.architecture(),
                    "one of " + String.join(", ", known) + " (did you mean "
                            + EditDistance.nearest(network.architecture(), known) + "?)");
        }
    }
}
