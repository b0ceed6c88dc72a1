package io.cohort.worker.network;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The parameters that a network begins from instead of random ones. Travels to tasks; the numbers are read there. */
@FunctionalInterface
public interface StartingParameters extends Serializable {
    /**
     * Reads them; on the thread of a replica.
     *
     * @param hadoop to read files with
     * @return numbers of each group of parameters, by {@link ParameterGroup#name()}
     * @throws io.cohort.worker.BadInputException if a file is damaged or gone; names it
     * @throws IOException if the file system fails
     */
    Map<String, float[]> read(Configuration hadoop) throws IOException;
}
