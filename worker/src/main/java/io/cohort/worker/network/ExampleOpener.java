package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleSource;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** Opens a network's examples on any executor; the same everywhere. Travels to tasks. */
@FunctionalInterface
public interface ExampleOpener extends Serializable {
    /**
     * Opens them.
     *
     * @return the caller's to close
     * @throws io.cohort.worker.BadInputException if a file is damaged or gone; names it
     * @throws IOException if the file system fails
     */
    ExampleSource open(Configuration hadoop) throws IOException;
}
