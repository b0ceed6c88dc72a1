package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import java.io.IOException;
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
     * @throws io.cohort.driver.conf.ConfigurationException if a value is out of its range
     * @throws IOException if the file system fails
     */
    public static NetworkDesign list(CohortConf conf, Configuration hadoop) throws IOException {
        return LayeredDesign.list(conf, hadoop);
    }
}
