package io.cohort.worker.replica;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** All that it takes to build a replica on any executor: the model and its input. Travels to tasks. */
public interface ReplicaSpec extends Serializable {
    /**
     * Builds a replica for training or scoring; the same spec builds the same replica everywhere.
     *
     * @param hadoop to read the input with
     * @throws io.cohort.worker.BadInputException if model and input do not fit; names layer and size
     * @throws IOException if the file system fails
     */
    Replica build(Configuration hadoop) throws IOException;
}
