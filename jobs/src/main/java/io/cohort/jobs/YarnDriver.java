package io.cohort.jobs;

import org.apache.spark.SparkUserAppException;

/**
 * The end of a driver that runs inside YARN's application master ({@code --deploy-mode cluster}). That takes a process which
 * ends by itself, be it with 0, for one that failed: so a command that is done returns, and one that failed throws what
 * carries its exit code into the application's diagnostics.
 */
final class YarnDriver {
    private YarnDriver() {}

    /** Whether this process is such a driver, as the application master's properties tell. */
    static boolean isHere() {
        return System.getProperty("spark.master", "").equals("yarn")
                && System.getProperty("spark.submit.deployMode", "").equals("cluster");
    }

    /**
     * Ends the main method.
     *
     * @param code exit code of the command
     * @throws SparkUserAppException if it is not 0
     */
    static void end(int code) throws SparkUserAppException {
        if (code != ExitCode.DONE.code()) {
            throw new SparkUserAppException(code);
        }
    }
}
