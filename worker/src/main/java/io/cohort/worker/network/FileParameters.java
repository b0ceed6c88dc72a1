package io.cohort.worker.network;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The parameters in a file that another program has written.
 *
 * @param path of a zip of DL4J's or an HDF5 file of Keras', qualified with its file system
 */
public record FileParameters(String path) implements StartingParameters {
    @Override
    public Map<String, float[]> read(Configuration hadoop) throws IOException {
        return ForeignFile.parameters(new Path(path), hadoop);
    }
}
