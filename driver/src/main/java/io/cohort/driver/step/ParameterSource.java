package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import java.io.IOException;
import java.io.Serializable;

/** Where tasks find a network's parameters. */
@FunctionalInterface
public interface ParameterSource extends Serializable {
    /**
     * All parameters, running statistics included.
     *
     * @param files the directory that they lie in
     * @return a new array
     * @throws io.cohort.worker.BadInputException if a file is damaged or gone
     * @throws IOException if the file system fails
     */
    float[] read(RunFiles files) throws IOException;
}
