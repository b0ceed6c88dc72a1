package io.cohort.worker.data.example;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** All that it takes to open a source of examples on any executor: what was found at the start, and how it is read. Travels to tasks. */
public interface ExampleSourceSpec extends Serializable {
    /**
     * Opens the source; the same spec gives the same examples everywhere.
     *
     * @param hadoop to read the files with
     * @return the caller's to close
     * @throws io.cohort.worker.BadInputException if a file is not as it was found; names it
     * @throws IOException if the file system fails
     */
    ExampleSource open(Configuration hadoop) throws IOException;
}
