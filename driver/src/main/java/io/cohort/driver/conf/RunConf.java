package io.cohort.driver.conf;

/**
 * The run itself.
 *
 * @param directory where everything of the run lies: a path or URI on a Hadoop file system; a date pattern is resolved
 */
public record RunConf(String directory) {
    /** @throws ConfigurationException if the directory is blank */
    public RunConf {
        Limits.text("run.directory", directory);
    }
}
