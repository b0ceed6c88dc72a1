package io.cohort.jobs;

import io.cohort.driver.conf.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a network is to look at, and where. */
final class NetworkDataOptions {
    static final String KEYS =
            "Set a key of Spark, such as spark.master; of a DL4J zip or a Keras h5 that Cohort did not write also keys of"
                    + " input and image that say how to read the data, such as image.size. May be given several times.";

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Examples of the kind that the network was trained on: a file, folder or glob on any Hadoop file"
                            + " system.")
    private String path;

    @Option(
            names = "--labels",
            paramLabel = "PATH",
            defaultValue = "auto",
            description = "Labels of idx images; auto (default): found by the name of the images.")
    private String labels;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = NetworkDataOptions.KEYS)
    private List<String> assignments = new ArrayList<>();

    boolean isGiven() {
        return path != null;
    }

    String path() {
        return path;
    }

    String labels() {
        return labels;
    }

    List<String> assignments() {
        return assignments;
    }

    Map<String, String> spark() {
        return spark(assignments);
    }

    /** Spark's keys among {@code key=value}. */
    static Map<String, String> spark(List<String> assignments) {
        Map<String, String> keys = new HashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals >= 0 && assignment.startsWith("spark.")) {
                keys.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        return keys;
    }

    /** @throws ConfigurationException if a key is not Spark's */
    static void refuseOthers(List<String> assignments) {
        for (String assignment : assignments) {
            if (assignment.indexOf('=') < 0 || !assignment.startsWith("spark.")) {
                throw new ConfigurationException("-D " + assignment
                        + " must be spark.KEY=VALUE here: what the network is, the run has recorded");
            }
        }
    }
}
