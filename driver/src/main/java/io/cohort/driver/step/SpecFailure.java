package io.cohort.driver.step;

import io.cohort.driver.conf.ConfigurationException;

/** Why a replica could not be built, out of what Spark wraps around it. */
final class SpecFailure {
    private SpecFailure() {}

    /** A wrong value that only building the model has found is a wrong configuration; all else stays as it is. */
    static RuntimeException explained(RuntimeException failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 100; cause = cause.getCause(), depth++) {
            if (cause instanceof IllegalArgumentException && !(cause instanceof ConfigurationException)) {
                return new ConfigurationException(cause.getMessage(), failure);
            }
        }
        return failure;
    }
}
