package io.cohort.driver.conf;

/**
 * What is read.
 *
 * @param path a file, directory or glob on a Hadoop file system
 * @param pieceBytes size that reading is cut into, in bytes, 1 KiB or more; never depends on the cluster
 * @param column the text column of Parquet files
 * @param examples how examples of networks are read
 */
public record InputConf(String path, long pieceBytes, String column, ExamplesConf examples) {
    /** @throws ConfigurationException if a value is blank or out of its range */
    public InputConf {
        Limits.text("input.path", path);
        Limits.whole("input.piece-bytes", pieceBytes, 1024, Long.MAX_VALUE);
        Limits.text("input.column", column);
    }
}
