package io.cohort.jobs;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration for commands that start no Spark. */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** Hadoop's own files, then every {@code spark.hadoop.*} that spark-submit has put into the system properties. */
    static Configuration current() {
        Configuration hadoop = new Configuration();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                hadoop.set(name.substring(PREFIX.length()), System.getProperty(name));
            }
        }
        return hadoop;
    }
}
